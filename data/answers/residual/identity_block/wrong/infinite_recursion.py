"""the block calls itself

identity_block: loses builds, shape, parameters, outputs, training, arguments
  told endless_recursion
"""
from keras import layers


def identity_block(x, filters):
    y = identity_block(x, filters)
    y = layers.Conv2D(filters, 3, padding="same", use_bias=False)(y)
    y = layers.BatchNormalization()(y)
    return layers.ReLU()(x + y)
