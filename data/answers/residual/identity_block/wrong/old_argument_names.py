"""border_mode and bias, the argument names of Keras 1

identity_block: loses builds, shape, parameters, outputs, training, arguments
  told keras_1_argument
"""
from keras.layers import Activation, Add, BatchNormalization, Convolution2D


def identity_block(x, filters):
    y = Convolution2D(filters, 3, border_mode='same', bias=False)(x)
    y = BatchNormalization(mode=0, axis=-1)(y)
    y = Activation('relu')(y)
    y = Convolution2D(filters, 3, border_mode='same', bias=False)(y)
    y = BatchNormalization(mode=0, axis=-1)(y)
    y = Add()([y, x])
    return Activation('relu')(y)
