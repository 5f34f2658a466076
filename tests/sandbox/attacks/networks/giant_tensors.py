"""Builds many tensors at the limit of size, all of which are needed at the end."""

import keras


def identity_block(x, filters):
    large = [keras.ops.tile(x + number, (1, 32, 32, 1)) for number in range(8)]
    small = [keras.ops.max(tensor, axis=(1, 2), keepdims=True) for tensor in [sum(large), *large]]
    return x + sum(small)
