"""a bracket is missing

identity_block: error
"""
from keras import layers


def identity_block(x, filters):
    y = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x
    y = layers.BatchNormalization()(y)
    y = layers.ReLU()(y)
    y = layers.Conv2D(filters, 3, padding="same", use_bias=False)(y)
    y = layers.BatchNormalization()(y)
    return layers.ReLU()(x + y)
