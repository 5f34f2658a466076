"""the second convolution has a bias: copied the line and lost the argument

identity_block: loses parameters, outputs, training, arguments
  told bias_before_bn
"""
import tensorflow as tf
from tensorflow.keras import layers


def identity_block(x, filters):
    fx = layers.Conv2D(filters, (3, 3), padding='same', use_bias=False)(x)
    fx = layers.BatchNormalization()(fx)
    fx = layers.Activation('relu')(fx)
    fx = layers.Conv2D(filters, (3, 3), padding='same')(fx)
    fx = layers.BatchNormalization()(fx)
    out = layers.Add()([x, fx])
    out = layers.Activation('relu')(out)
    return out
