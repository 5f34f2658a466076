"""tf.nn.relu on a symbolic tensor

identity_block: loses builds, shape, parameters, outputs, training, arguments
  told tensorflow_function
"""
import tensorflow as tf
from tensorflow.keras import layers


def identity_block(x, filters):
    fx = layers.Conv2D(filters, (3, 3), padding='same', use_bias=False)(x)
    fx = layers.BatchNormalization()(fx)
    fx = layers.Activation('relu')(fx)
    fx = layers.Conv2D(filters, (3, 3), padding='same', use_bias=False)(fx)
    fx = layers.BatchNormalization()(fx)
    out = layers.Add()([x, fx])
    out = tf.nn.relu(out)
    return out
