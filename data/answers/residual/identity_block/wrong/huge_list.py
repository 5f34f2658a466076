"""asks for more memory than there is

identity_block: loses builds, shape, parameters, outputs, training, arguments
"""
from keras import layers


def identity_block(x, filters):
    cache = bytearray(1 << 42)
    return layers.ReLU()(x)
