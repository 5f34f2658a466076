"""the 1x1 convolution of the shortcut has no stride

projection_block: loses builds, shape, parameters, outputs, training, arguments
  told strides_differ
"""
from keras import layers


def projection_block(x, filters, strides=2):
    shortcut = layers.Conv2D(filters, 1, use_bias=False)(x)
    shortcut = layers.BatchNormalization()(shortcut)

    x = layers.Conv2D(filters, 3, strides=strides, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    x = layers.ReLU()(x)
    x = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)

    x = layers.Add()([x, shortcut])
    x = layers.ReLU()(x)
    return x
