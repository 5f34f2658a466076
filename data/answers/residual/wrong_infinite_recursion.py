"""the block calls itself

identity_block: timeout
"""
from keras import layers


def identity_block(x, filters):
    y = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    y = layers.BatchNormalization()(y)
    y = layers.ReLU()(y)
    y = identity_block(y, filters)
    return layers.ReLU()(x + y)
