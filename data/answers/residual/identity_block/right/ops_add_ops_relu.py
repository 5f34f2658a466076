"""everything without weights is a keras.ops call

identity_block: full marks
projection_block: full marks
bottleneck_block: full marks
"""
import keras
from keras import ops
from keras.layers import BatchNormalization, Conv2D


def projection_block(x, filters, strides=2):
    f = Conv2D(filters, 3, strides, "same", use_bias=False)(x)
    f = ops.relu(BatchNormalization()(f))
    f = Conv2D(filters, 3, 1, "same", use_bias=False)(f)
    f = BatchNormalization()(f)
    s = BatchNormalization()(Conv2D(filters, 1, strides, use_bias=False)(x))
    return ops.relu(ops.add(f, s))


def identity_block(x, filters):
    f = Conv2D(filters, 3, 1, "same", use_bias=False)(x)
    f = ops.relu(BatchNormalization()(f))
    f = Conv2D(filters, 3, 1, "same", use_bias=False)(f)
    f = BatchNormalization()(f)
    return ops.relu(ops.add(f, x))


def bottleneck_block(x, filters, strides=1, project=False):
    f = ops.relu(BatchNormalization()(Conv2D(filters, 1, strides, use_bias=False)(x)))
    f = ops.relu(BatchNormalization()(Conv2D(filters, 3, 1, "same", use_bias=False)(f)))
    f = BatchNormalization()(Conv2D(filters * 4, 1, use_bias=False)(f))
    s = x
    if project:
        s = BatchNormalization()(Conv2D(filters * 4, 1, strides, use_bias=False)(x))
    return ops.relu(ops.add(f, s))
