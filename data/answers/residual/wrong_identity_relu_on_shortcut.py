"""applies ReLU to x before anything else, which shows only where x is negative

identity_block: loses outputs, training
  told relu_on_shortcut
"""
from keras import layers


def identity_block(x, filters):
    x = layers.ReLU()(x)
    shortcut = x
    x = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    x = layers.ReLU()(x)
    x = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    x = layers.Add()([x, shortcut])
    x = layers.ReLU()(x)
    return x
