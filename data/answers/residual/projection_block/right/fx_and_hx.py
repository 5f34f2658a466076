"""tf.keras, with the names of a lecture: fx on the main path, hx on the shortcut

projection_block: full marks
"""
import tensorflow as tf
from tensorflow.keras import layers


def projection_block(x, filters, strides=2):
    fx = layers.Conv2D(filters, (3, 3), strides=strides, padding='same', use_bias=False)(x)
    fx = layers.BatchNormalization()(fx)
    fx = layers.Activation('relu')(fx)
    fx = layers.Conv2D(filters, (3, 3), padding='same', use_bias=False)(fx)
    fx = layers.BatchNormalization()(fx)
    hx = layers.Conv2D(filters, (1, 1), strides=strides, padding='same', use_bias=False)(x)
    hx = layers.BatchNormalization()(hx)
    out = layers.Add()([hx, fx])
    out = layers.Activation('relu')(out)
    return out
