"""Builds layers with more weights than any memory holds."""

import keras


def identity_block(x, filters):
    y = keras.layers.Dense(10**9)(x)
    return x + keras.ops.max(y, axis=-1, keepdims=True)


def projection_block(x, filters, strides=2):
    return keras.layers.Conv2D(2**20, 2**11, strides=strides, padding="same")(x)
