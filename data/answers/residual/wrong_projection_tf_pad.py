"""tf.pad on a symbolic tensor, a port of the TensorFlow 1 code

projection_block: loses builds, shape, parameters, outputs, training, arguments
  told tensorflow_function
"""
import tensorflow as tf
from tensorflow.keras import layers


def projection_block(x, filters, strides=2):
    fx = tf.pad(x, [[0, 0], [1, 1], [1, 1], [0, 0]])
    fx = layers.Conv2D(filters, (3, 3), strides=strides, padding='valid', use_bias=False)(fx)
    fx = layers.BatchNormalization()(fx)
    fx = layers.Activation('relu')(fx)
    fx = layers.Conv2D(filters, (3, 3), padding='same', use_bias=False)(fx)
    fx = layers.BatchNormalization()(fx)
    hx = layers.Conv2D(filters, (1, 1), strides=strides, padding='same', use_bias=False)(x)
    hx = layers.BatchNormalization()(hx)
    out = layers.Add()([hx, fx])
    out = layers.Activation('relu')(out)
    return out
