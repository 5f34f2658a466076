"""strides is never used

mlpconv: loses arguments
  told stride_otherwise
"""
import keras


def mlpconv(x, filters, kernel_size, strides=1):
    x = keras.layers.Conv2D(filters[0], kernel_size, padding="same", activation="relu")(x)
    x = keras.layers.Conv2D(filters[1], 1, activation="relu")(x)
    x = keras.layers.Conv2D(filters[2], 1, activation="relu")(x)
    return x
