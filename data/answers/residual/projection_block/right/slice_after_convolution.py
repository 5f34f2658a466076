"""the strided 3x3 runs at stride 1 and every second pixel is kept: equal to symmetric padding

projection_block: full marks
"""
import keras
from keras import layers, ops


def projection_block(x, filters, strides=2):
    y = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    y = y[:, ::strides, ::strides]
    y = ops.relu(layers.BatchNormalization()(y))
    y = layers.Conv2D(filters, 3, padding="same", use_bias=False)(y)
    y = layers.BatchNormalization()(y)

    z = layers.Conv2D(filters, 1, use_bias=False)(x)
    z = z[:, ::strides, ::strides]
    z = layers.BatchNormalization()(z)
    return ops.relu(y + z)
