"""forgot the shortcut

projection_block: loses parameters, outputs, training, arguments
  told no_shortcut
"""
from keras import layers


def projection_block(x, filters, strides=2):
    x = layers.Conv2D(filters, 3, strides=strides, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    x = layers.ReLU()(x)
    x = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)

    x = layers.ReLU()(x)
    return x
