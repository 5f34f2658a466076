"""Builds a long chain of operations, each on a large tensor and none with a weight."""

import keras


def identity_block(x, filters):
    y = keras.ops.tile(x, (1, 12, 12, 1))
    for _ in range(120):
        y = keras.ops.sin(keras.ops.exp(y))
    return x + keras.ops.max(y, axis=(1, 2), keepdims=True)
