"""F(x) - x: a residual taken literally

identity_block: loses outputs
  told joined_otherwise
"""
from keras import layers


def identity_block(x, filters):
    shortcut = x
    x = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    x = layers.ReLU()(x)
    x = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    x = layers.Subtract()([x, shortcut])
    x = layers.ReLU()(x)
    return x
