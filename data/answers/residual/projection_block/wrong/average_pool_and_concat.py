"""average pool for the shortcut, its channels doubled by concatenation

projection_block: loses parameters, outputs, training, arguments
"""
import keras
from keras import layers


def projection_block(x, filters, strides=2):
    shortcut = layers.AveragePooling2D(2, strides=strides, padding="same")(x)
    shortcut = layers.Concatenate()([shortcut, shortcut])

    y = layers.Conv2D(filters, 3, strides=strides, padding="same", use_bias=False)(x)
    y = layers.BatchNormalization()(y)
    y = layers.ReLU()(y)
    y = layers.Conv2D(filters, 3, padding="same", use_bias=False)(y)
    y = layers.BatchNormalization()(y)
    return layers.ReLU()(layers.Add()([y, shortcut]))
