"""swaps to channels first and back around each batch normalisation, which then has axis=1

identity_block: full marks
"""
import keras
from keras import layers, ops


def bn(t):
    # BatchNorm wants the channels on axis 1 (found on a forum)
    t = layers.Permute((3, 1, 2))(t)
    t = layers.BatchNormalization(axis=1)(t)
    return ops.transpose(t, (0, 2, 3, 1))


def identity_block(x, filters):
    y = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    y = layers.ReLU()(bn(y))
    y = layers.Conv2D(filters, 3, padding="same", use_bias=False)(y)
    return layers.ReLU()(bn(y) + x)
