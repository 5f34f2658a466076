"""from keras.layers import *, three one-letter variables

identity_block: full marks
projection_block: full marks
"""
from keras.layers import *


def identity_block(x, filters):
    a = Conv2D(filters, 3, padding='same', use_bias=False)(x)
    a = BatchNormalization()(a)
    a = ReLU()(a)
    b = Conv2D(filters, 3, padding='same', use_bias=False)(a)
    b = BatchNormalization()(b)
    c = Add()([b, x])
    return ReLU()(c)

def projection_block(x, filters, strides=2):
    a = Conv2D(filters, 3, padding='same', strides=strides, use_bias=False)(x)
    a = BatchNormalization()(a)
    a = ReLU()(a)
    b = Conv2D(filters, 3, padding='same', use_bias=False)(a)
    b = BatchNormalization()(b)
    s = Conv2D(filters, 1, strides=strides, use_bias=False)(x)
    s = BatchNormalization()(s)
    c = Add()([b, s])
    return ReLU()(c)
