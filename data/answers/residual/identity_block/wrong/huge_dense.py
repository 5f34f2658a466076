"""a Dense layer of two thousand million units

identity_block: loses builds, shape, parameters, outputs, training, arguments
"""
from keras import layers


def identity_block(x, filters):
    y = layers.Flatten()(x)
    y = layers.Dense(2_000_000_000)(y)
    return layers.ReLU()(y)
