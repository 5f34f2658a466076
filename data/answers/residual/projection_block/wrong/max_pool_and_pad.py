"""option A: max pool and zero channels for the shortcut

projection_block: loses parameters, outputs, training, arguments
"""
import keras
from keras import layers, ops


def projection_block(x, filters, strides=2):
    missing = filters - x.shape[-1]
    shortcut = layers.MaxPooling2D(1, strides=strides)(x)
    shortcut = ops.pad(shortcut, [[0, 0], [0, 0], [0, 0], [0, missing]])   # option (A)

    y = layers.Conv2D(filters, 3, strides=strides, padding="same", use_bias=False)(x)
    y = layers.BatchNormalization()(y)
    y = layers.ReLU()(y)
    y = layers.Conv2D(filters, 3, padding="same", use_bias=False)(y)
    y = layers.BatchNormalization()(y)
    return layers.ReLU()(layers.Add()([y, shortcut]))
