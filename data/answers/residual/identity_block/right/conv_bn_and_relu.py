"""two helpers, conv_bn and relu, for all three blocks

identity_block: full marks
projection_block: full marks
bottleneck_block: full marks
"""
import keras
from keras import layers


def conv_bn(x, filters, kernel_size, strides=1):
    x = layers.Conv2D(filters, kernel_size, strides=strides, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    return x


def relu(x):
    return layers.ReLU()(x)


def identity_block(x, filters):
    y = relu(conv_bn(x, filters, 3))
    y = conv_bn(y, filters, 3)
    return relu(x + y)


def projection_block(x, filters, strides=2):
    y = relu(conv_bn(x, filters, 3, strides))
    y = conv_bn(y, filters, 3)
    s = conv_bn(x, filters, 1, strides)
    return relu(s + y)


def bottleneck_block(x, filters, strides=1, project=False):
    y = relu(conv_bn(x, filters, 1, strides))
    y = relu(conv_bn(y, filters, 3))
    y = conv_bn(y, filters * 4, 1)
    s = conv_bn(x, filters * 4, 1, strides) if project else x
    return relu(s + y)
