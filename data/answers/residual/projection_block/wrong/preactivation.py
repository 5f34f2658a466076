"""pre-activation in the main path, the shortcut starts from the activated input

projection_block: loses parameters, outputs, training, arguments
  told preactivation
"""
from keras import layers


def projection_block(x, filters, strides=2):
    pre = layers.ReLU()(layers.BatchNormalization()(x))
    shortcut = layers.Conv2D(filters, 1, strides=strides, use_bias=False)(pre)
    y = layers.Conv2D(filters, 3, strides=strides, padding="same", use_bias=False)(pre)
    y = layers.ReLU()(layers.BatchNormalization()(y))
    y = layers.Conv2D(filters, 3, padding="same", use_bias=False)(y)
    return layers.Add()([shortcut, y])
