"""the stride in all three convolutions

mlpconv: loses arguments
  told stride_otherwise
"""
import keras


def mlpconv(x, filters, kernel_size, strides=1):
    for f, k in zip(filters, [kernel_size, 1, 1]):
        x = keras.layers.Conv2D(f, k, strides=strides, padding="same", activation="relu")(x)
    return x
