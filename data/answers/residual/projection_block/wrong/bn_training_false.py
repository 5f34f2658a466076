"""bn(x, training=False) in a functional graph: fit, evaluate and predict override it, a bare model(x) does not

projection_block: loses training
  told bn_mode_fixed
"""
import tensorflow as tf
from tensorflow.keras import layers


def projection_block(x, filters, strides=2):
    fx = layers.Conv2D(filters, (3, 3), strides=strides, padding='same', use_bias=False)(x)
    fx = layers.BatchNormalization()(fx, training=False)
    fx = layers.Activation('relu')(fx)
    fx = layers.Conv2D(filters, (3, 3), padding='same', use_bias=False)(fx)
    fx = layers.BatchNormalization()(fx, training=False)
    hx = layers.Conv2D(filters, (1, 1), strides=strides, padding='same', use_bias=False)(x)
    hx = layers.BatchNormalization()(hx, training=False)
    out = layers.Add()([hx, fx])
    out = layers.Activation('relu')(out)
    return out
