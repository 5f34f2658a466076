"""layers.maximum for add

identity_block: loses outputs
  told joined_otherwise
"""
import tensorflow as tf
from tensorflow.keras import layers


def identity_block(x, filters):
    fx = layers.Conv2D(filters, (3, 3), padding='same', use_bias=False)(x)
    fx = layers.BatchNormalization()(fx)
    fx = layers.Activation('relu')(fx)
    fx = layers.Conv2D(filters, (3, 3), padding='same', use_bias=False)(fx)
    fx = layers.BatchNormalization()(fx)
    out = layers.maximum([x, fx])
    out = layers.Activation('relu')(out)
    return out
