"""tf.keras spelt out everywhere, Convolution2D under its old name

identity_block: full marks
projection_block: full marks
"""
import tensorflow as tf


def identity_block(x, filters):
    fx = tf.keras.layers.Convolution2D(filters, (3, 3), padding='same', use_bias=False)(x)
    fx = tf.keras.layers.BatchNormalization()(fx)
    fx = tf.keras.layers.ReLU()(fx)
    fx = tf.keras.layers.Convolution2D(filters, (3, 3), padding='same', use_bias=False)(fx)
    fx = tf.keras.layers.BatchNormalization()(fx)
    out = tf.keras.layers.Add()([fx, x])
    return tf.keras.layers.ReLU()(out)


def projection_block(x, filters, strides=2):
    fx = tf.keras.layers.Convolution2D(filters, (3, 3), strides=strides, padding='same', use_bias=False)(x)
    fx = tf.keras.layers.BatchNormalization()(fx)
    fx = tf.keras.layers.ReLU()(fx)
    fx = tf.keras.layers.Convolution2D(filters, (3, 3), padding='same', use_bias=False)(fx)
    fx = tf.keras.layers.BatchNormalization()(fx)
    hx = tf.keras.layers.Convolution2D(filters, (1, 1), strides=strides, padding='same', use_bias=False)(x)
    hx = tf.keras.layers.BatchNormalization()(hx)
    out = tf.keras.layers.Add()([fx, hx])
    return tf.keras.layers.ReLU()(out)
