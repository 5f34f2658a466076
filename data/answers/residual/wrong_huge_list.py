"""asks for more memory than there is

identity_block: loses builds, shape, parameters, outputs, training, arguments
"""
from keras import layers


def identity_block(x, filters):
    cache = [bytearray(1 << 30) for _ in range(1 << 12)]
    return layers.ReLU()(x)
