"""returns a keras.Model instead of a tensor

identity_block: loses builds, shape, parameters, outputs, training, arguments
"""
import keras
from keras import layers


def identity_block(x, filters):
    inputs = x
    shortcut = x
    x = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    x = layers.ReLU()(x)
    x = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    x = layers.Add()([x, shortcut])
    x = layers.ReLU()(x)
    return keras.Model(inputs, x)
