"""only two convolutions: 3x3 and 1x1

bottleneck_block: loses parameters, outputs, training, arguments
  told convolution_missing
"""
import keras
from keras import layers


def bottleneck_block(x, filters, strides=1, project=False):
    shortcut = x
    if project:
        shortcut = layers.Conv2D(4 * filters, 1, strides=strides, use_bias=False)(x)
        shortcut = layers.BatchNormalization()(shortcut)

    # 3x3
    x = layers.Conv2D(filters, 3, strides=strides, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    x = layers.ReLU()(x)
    # 1x1: back to many channels
    x = layers.Conv2D(4 * filters, 1, use_bias=False)(x)
    x = layers.BatchNormalization()(x)

    x = layers.Add()([x, shortcut])
    return layers.ReLU()(x)
