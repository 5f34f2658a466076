"""the 1×1 convolutions come first

mlpconv: loses parameters, outputs, training, arguments
  told single_difference
"""
from keras import layers


def mlpconv(x, filters, kernel_size, strides=1):
    x = layers.Conv2D(filters[0], 1, activation="relu")(x)
    x = layers.Conv2D(filters[1], 1, activation="relu")(x)
    x = layers.Conv2D(filters[2], kernel_size, strides=strides, padding="same", activation="relu")(x)
    return x
