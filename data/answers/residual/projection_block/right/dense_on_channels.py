"""1x1 convolutions are Dense layers on the channel axis, the stride is a slice

projection_block: full marks
bottleneck_block: full marks
"""
import keras
from keras import layers


def pointwise(t, units, strides=1):
    """A 1x1 convolution is a Dense layer applied at every pixel."""
    if strides > 1:
        t = t[:, ::strides, ::strides, :]
    return layers.Dense(units, use_bias=False)(t)


def projection_block(x, filters, strides=2):
    y = layers.Conv2D(filters, 3, strides=strides, padding="same", use_bias=False)(x)
    y = layers.BatchNormalization()(y)
    y = layers.ReLU()(y)
    y = layers.Conv2D(filters, 3, padding="same", use_bias=False)(y)
    y = layers.BatchNormalization()(y)
    s = layers.BatchNormalization()(pointwise(x, filters, strides))
    return layers.ReLU()(y + s)


def bottleneck_block(x, filters, strides=1, project=False):
    y = layers.BatchNormalization()(pointwise(x, filters, strides))
    y = layers.ReLU()(y)
    y = layers.Conv2D(filters, 3, padding="same", use_bias=False)(y)
    y = layers.BatchNormalization()(y)
    y = layers.ReLU()(y)
    y = layers.BatchNormalization()(pointwise(y, 4 * filters))
    s = layers.BatchNormalization()(pointwise(x, 4 * filters, strides)) if project else x
    return layers.ReLU()(y + s)
