"""ZeroPadding2D(1) before every 3x3, padding valid: symmetric also where the stride is 2

identity_block: full marks
projection_block: full marks
bottleneck_block: full marks
"""
from keras.layers import Activation, Add, BatchNormalization, Conv2D, ZeroPadding2D


def identity_block(x, filters):
    y = ZeroPadding2D(1)(x)
    y = Conv2D(filters, 3, padding='valid', use_bias=False)(y)
    y = BatchNormalization()(y)
    y = Activation('relu')(y)
    y = ZeroPadding2D(1)(y)
    y = Conv2D(filters, 3, padding='valid', use_bias=False)(y)
    y = BatchNormalization()(y)
    return Activation('relu')(Add()([y, x]))


def projection_block(x, filters, strides=2):
    y = ZeroPadding2D(1)(x)
    y = Conv2D(filters, 3, strides=strides, padding='valid', use_bias=False)(y)
    y = BatchNormalization()(y)
    y = Activation('relu')(y)
    y = ZeroPadding2D(1)(y)
    y = Conv2D(filters, 3, padding='valid', use_bias=False)(y)
    y = BatchNormalization()(y)
    x = Conv2D(filters, 1, strides=strides, use_bias=False)(x)
    x = BatchNormalization()(x)
    return Activation('relu')(Add()([y, x]))


def bottleneck_block(x, filters, strides=1, project=False):
    y = Conv2D(filters, 1, strides=strides, use_bias=False)(x)
    y = BatchNormalization()(y)
    y = Activation('relu')(y)
    y = ZeroPadding2D(padding=(1, 1))(y)
    y = Conv2D(filters, 3, use_bias=False)(y)
    y = BatchNormalization()(y)
    y = Activation('relu')(y)
    y = Conv2D(4*filters, 1, use_bias=False)(y)
    y = BatchNormalization()(y)
    if project:
        x = Conv2D(4*filters, 1, strides=strides, use_bias=False)(x)
        x = BatchNormalization()(x)
    return Activation('relu')(Add()([y, x]))
