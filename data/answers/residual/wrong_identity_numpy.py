"""numpy.maximum on a symbolic tensor

identity_block: loses builds, shape, parameters, outputs, training, arguments
  told numpy_function
projection_block: loses builds, shape, parameters, outputs, training, arguments
  told numpy_function
bottleneck_block: loses builds, shape, parameters, outputs, training, arguments
  told numpy_function
"""
import keras
import numpy as np
from keras import layers


def conv_bn(x, filters, kernel_size, strides=1):
    x = layers.Conv2D(filters, kernel_size, strides=strides, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    return x


def relu(x):
    return np.maximum(x, 0)


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
