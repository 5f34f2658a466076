"""bn(x, training=True) in a functional graph: fit, evaluate and predict override it, a bare model(x) does not

identity_block: loses outputs
"""
from keras import layers


def identity_block(x, filters):
    shortcut = x
    x = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x, training=True)
    x = layers.ReLU()(x)
    x = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x, training=True)
    x = layers.Add()([x, shortcut])
    x = layers.ReLU()(x)
    return x
