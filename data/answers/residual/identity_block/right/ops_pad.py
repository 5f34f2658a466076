"""pads with keras.ops.pad, convolutions left at their default padding

identity_block: full marks
projection_block: full marks
"""
import keras
from keras import layers, ops


def pad1(t):
    # one row / column of zeros on each side, like padding=1 in PyTorch
    return ops.pad(t, [[0, 0], [1, 1], [1, 1], [0, 0]])


def identity_block(x, filters):
    h = layers.Conv2D(filters, 3, use_bias=False)(pad1(x))
    h = layers.BatchNormalization()(h)
    h = ops.relu(h)
    h = layers.Conv2D(filters, 3, use_bias=False)(pad1(h))
    h = layers.BatchNormalization()(h)
    return ops.relu(h + x)


def projection_block(x, filters, strides=2):
    h = layers.Conv2D(filters, 3, strides=strides, use_bias=False)(pad1(x))
    h = layers.BatchNormalization()(h)
    h = ops.relu(h)
    h = layers.Conv2D(filters, 3, use_bias=False)(pad1(h))
    h = layers.BatchNormalization()(h)
    s = layers.Conv2D(filters, 1, strides=strides, use_bias=False)(x)
    s = layers.BatchNormalization()(s)
    return ops.relu(h + s)
