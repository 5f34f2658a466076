"""functools.partial fixes strides=2 by keyword: a third positional argument fails, strides= works

projection_block: full marks
"""
from functools import partial

from keras import layers


def block(x, filters, strides, project):
    y = layers.Conv2D(filters, 3, strides=strides, padding="same", use_bias=False)(x)
    y = layers.ReLU()(layers.BatchNormalization()(y))
    y = layers.Conv2D(filters, 3, padding="same", use_bias=False)(y)
    y = layers.BatchNormalization()(y)
    if project:
        x = layers.Conv2D(filters, 1, strides=strides, use_bias=False)(x)
        x = layers.BatchNormalization()(x)
    return layers.ReLU()(x + y)


projection_block = partial(block, strides=2, project=True)
