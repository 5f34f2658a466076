"""ResNet-D: average pool 2x2 before an unstrided 1x1

projection_block: loses outputs, training
  told pooled_shortcut
"""
import tensorflow as tf
from tensorflow.keras import layers


def projection_block(x, filters, strides=2):
    fx = layers.Conv2D(filters, (3, 3), strides=strides, padding='same', use_bias=False)(x)
    fx = layers.BatchNormalization()(fx)
    fx = layers.Activation('relu')(fx)
    fx = layers.Conv2D(filters, (3, 3), padding='same', use_bias=False)(fx)
    fx = layers.BatchNormalization()(fx)
    hx = layers.AveragePooling2D(strides, padding='same')(x)
    hx = layers.Conv2D(filters, (1, 1), padding='same', use_bias=False)(hx)
    hx = layers.BatchNormalization()(hx)
    out = layers.Add()([hx, fx])
    out = layers.Activation('relu')(out)
    return out
