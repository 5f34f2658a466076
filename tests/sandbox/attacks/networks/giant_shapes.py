"""Builds tensors whose sizes are too large for a number of 64 bits."""

import keras


def identity_block(x, filters):
    large = keras.ops.broadcast_to(keras.ops.max(x, axis=(1, 2, 3), keepdims=True), (2**22, 2**21, 2**21, 1))
    large = keras.ops.repeat(large, 2**10, axis=0)
    return x + keras.ops.max(keras.ops.pad(large, [[0, 2**24]] * 4))
