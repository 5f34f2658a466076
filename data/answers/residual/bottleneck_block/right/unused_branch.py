"""makes a projection every time and uses it only when project is set

bottleneck_block: full marks
"""
from keras import layers


def bottleneck_block(x, filters, strides=1, project=False):
    projected = layers.Conv2D(4 * filters, 1, strides=strides, use_bias=False)(x)
    projected = layers.BatchNormalization()(projected)
    shortcut = projected if project else x

    y = layers.Conv2D(filters, 1, strides=strides, use_bias=False)(x)
    y = layers.BatchNormalization()(y)
    y = layers.ReLU()(y)
    y = layers.Conv2D(filters, 3, padding="same", use_bias=False)(y)
    y = layers.BatchNormalization()(y)
    y = layers.ReLU()(y)
    y = layers.Conv2D(4 * filters, 1, use_bias=False)(y)
    y = layers.BatchNormalization()(y)
    y = layers.Add()([shortcut, y])
    return layers.ReLU()(y)
