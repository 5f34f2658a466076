"""multiplies the shortcut by 1.0 and adds 0

identity_block: full marks
"""
from keras import layers


def identity_block(x, filters):
    shortcut = x
    x = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    x = layers.ReLU()(x)
    x = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    x = x + 1.0 * shortcut + 0.0
    x = layers.ReLU()(x)
    return x
