"""a conv_bn helper with an optional ReLU carries all three blocks

identity_block: full marks
projection_block: full marks
bottleneck_block: full marks
"""
from keras import layers


def conv_bn(x, filters, kernel_size, strides=1, relu=True):
    x = layers.Conv2D(filters, kernel_size, strides=strides, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    return layers.ReLU()(x) if relu else x


def add_relu(a, b):
    return layers.ReLU()(layers.Add()([a, b]))


def identity_block(x, filters):
    y = conv_bn(x, filters, 3)
    y = conv_bn(y, filters, 3, relu=False)
    return add_relu(y, x)


def projection_block(x, filters, strides=2):
    y = conv_bn(x, filters, 3, strides)
    y = conv_bn(y, filters, 3, relu=False)
    return add_relu(y, conv_bn(x, filters, 1, strides, relu=False))


def bottleneck_block(x, filters, strides=1, project=False):
    y = conv_bn(x, filters, 1, strides)
    y = conv_bn(y, filters, 3)
    y = conv_bn(y, 4 * filters, 1, relu=False)
    skip = conv_bn(x, 4 * filters, 1, strides, relu=False) if project else x
    return add_relu(y, skip)
