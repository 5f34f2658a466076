"""GELU for ReLU

projection_block: loses outputs, training
  told another_activation
"""
import tensorflow as tf
from tensorflow.keras import layers


def projection_block(x, filters, strides=2):
    fx = layers.Conv2D(filters, (3, 3), strides=strides, padding='same', use_bias=False)(x)
    fx = layers.BatchNormalization()(fx)
    fx = layers.Activation('gelu')(fx)
    fx = layers.Conv2D(filters, (3, 3), padding='same', use_bias=False)(fx)
    fx = layers.BatchNormalization()(fx)
    hx = layers.Conv2D(filters, (1, 1), strides=strides, padding='same', use_bias=False)(x)
    hx = layers.BatchNormalization()(hx)
    out = layers.Add()([hx, fx])
    out = layers.Activation('gelu')(out)
    return out
