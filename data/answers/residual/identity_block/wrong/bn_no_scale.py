"""BatchNormalization(scale=False)

identity_block: loses parameters, outputs, training, arguments
  told bn_without
"""
import tensorflow as tf
from tensorflow.keras import layers


def identity_block(x, filters):
    fx = layers.Conv2D(filters, (3, 3), padding='same', use_bias=False)(x)
    fx = layers.BatchNormalization(scale=False)(fx)
    fx = layers.Activation('relu')(fx)
    fx = layers.Conv2D(filters, (3, 3), padding='same', use_bias=False)(fx)
    fx = layers.BatchNormalization(scale=False)(fx)
    out = layers.Add()([x, fx])
    out = layers.Activation('relu')(out)
    return out
