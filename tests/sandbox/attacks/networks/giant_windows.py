"""Pools over windows of millions of pixels at every pixel, which no count of weights shows."""

import keras


def identity_block(x, filters):
    y = keras.ops.tile(x[..., :1], (1, 9, 9, 1))
    y = keras.layers.AveragePooling2D(251, strides=1, padding="same")(y)
    y = keras.layers.MaxPooling2D(251, strides=1, padding="same")(y)
    return x + keras.ops.max(y, axis=(1, 2), keepdims=True)
