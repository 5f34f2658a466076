"""one ReLU at the very end

mlpconv: loses outputs, training
  told activation_missing
"""
from keras import layers


def mlpconv(x, filters, kernel_size, strides=1):
    x = layers.Conv2D(filters[0], kernel_size, strides=strides, padding="same")(x)
    x = layers.Conv2D(filters[1], 1)(x)
    x = layers.Conv2D(filters[2], 1)(x)
    return layers.ReLU()(x)
