"""the large window in all three convolutions

mlpconv: loses parameters, outputs, training, arguments
  told single_difference
"""
from keras import layers


def mlpconv(x, filters, kernel_size, strides=1):
    x = layers.Conv2D(filters[0], kernel_size, strides=strides, padding="same", activation="relu")(x)
    for f in filters[1:]:
        x = layers.Conv2D(f, kernel_size, padding="same", activation="relu")(x)
    return x
