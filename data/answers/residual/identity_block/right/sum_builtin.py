"""adds with Python's sum() and with +=

identity_block: full marks
projection_block: full marks
"""
from keras import layers


def identity_block(x, filters):
    y = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    y = layers.BatchNormalization()(y)
    y = layers.ReLU()(y)
    y = layers.Conv2D(filters, 3, padding="same", use_bias=False)(y)
    y = layers.BatchNormalization()(y)
    return layers.ReLU()(sum([x, y]))


def projection_block(x, filters, strides=2):
    y = layers.Conv2D(filters, 3, strides=strides, padding="same", use_bias=False)(x)
    y = layers.BatchNormalization()(y)
    y = layers.ReLU()(y)
    y = layers.Conv2D(filters, 3, padding="same", use_bias=False)(y)
    y = layers.BatchNormalization()(y)
    x = layers.Conv2D(filters, 1, strides=strides, use_bias=False)(x)
    y += layers.BatchNormalization()(x)
    return layers.ReLU()(y)
