"""no batch normalisation anywhere

identity_block: loses parameters, outputs, training, arguments
  told no_bn_at_all
projection_block: loses parameters, outputs, training, arguments
  told no_bn_at_all
"""
import tensorflow as tf
from tensorflow.keras import layers


def identity_block(x, filters):
    fx = layers.Conv2D(filters, (3, 3), padding='same', use_bias=False)(x)
    fx = layers.Activation('relu')(fx)
    fx = layers.Conv2D(filters, (3, 3), padding='same', use_bias=False)(fx)
    out = layers.Add()([x, fx])
    out = layers.Activation('relu')(out)
    return out


def projection_block(x, filters, strides=2):
    fx = layers.Conv2D(filters, (3, 3), strides=strides, padding='same', use_bias=False)(x)
    fx = layers.Activation('relu')(fx)
    fx = layers.Conv2D(filters, (3, 3), padding='same', use_bias=False)(fx)
    hx = layers.Conv2D(filters, (1, 1), strides=strides, padding='same', use_bias=False)(x)
    out = layers.Add()([hx, fx])
    out = layers.Activation('relu')(out)
    return out
