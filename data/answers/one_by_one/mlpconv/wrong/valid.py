"""padding left at its default

mlpconv: loses shape, outputs, training
  told padding_otherwise
"""
import keras


def mlpconv(x, filters, kernel_size, strides=1):
    x = keras.layers.Conv2D(filters[0], kernel_size, strides=strides, activation="relu")(x)
    x = keras.layers.Conv2D(filters[1], 1, activation="relu")(x)
    x = keras.layers.Conv2D(filters[2], 1, activation="relu")(x)
    return x
