"""GroupNormalization for BatchNormalization

identity_block: loses parameters, outputs, training, arguments
  told single_difference
"""
from keras import layers


def identity_block(x, filters):
    shortcut = x
    x = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    x = layers.GroupNormalization(groups=8)(x)
    x = layers.ReLU()(x)
    x = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    x = layers.GroupNormalization(groups=8)(x)
    x = layers.Add()([x, shortcut])
    x = layers.ReLU()(x)
    return x
