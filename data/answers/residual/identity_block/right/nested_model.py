"""the whole block is a keras.Model of its own, called on x

identity_block: full marks
projection_block: full marks
"""
import keras
from keras import layers


def identity_block(x, filters):
    inputs = keras.Input(shape=x.shape[1:])
    y = layers.Conv2D(filters, 3, padding="same", use_bias=False)(inputs)
    y = layers.BatchNormalization()(y)
    y = layers.ReLU()(y)
    y = layers.Conv2D(filters, 3, padding="same", use_bias=False)(y)
    y = layers.BatchNormalization()(y)
    y = layers.Add()([y, inputs])
    outputs = layers.ReLU()(y)
    block = keras.Model(inputs, outputs)
    return block(x)


def projection_block(x, filters, strides=2):
    inputs = keras.Input(shape=x.shape[1:])
    y = layers.Conv2D(filters, 3, strides=strides, padding="same", use_bias=False)(inputs)
    y = layers.BatchNormalization()(y)
    y = layers.ReLU()(y)
    y = layers.Conv2D(filters, 3, padding="same", use_bias=False)(y)
    y = layers.BatchNormalization()(y)
    s = layers.Conv2D(filters, 1, strides=strides, use_bias=False)(inputs)
    s = layers.BatchNormalization()(s)
    outputs = layers.ReLU()(layers.Add()([y, s]))
    block = keras.Model(inputs, outputs)
    return block(x)
