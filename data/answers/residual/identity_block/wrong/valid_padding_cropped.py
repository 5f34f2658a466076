"""no padding, the shortcut cropped until it fits

identity_block: loses shape, outputs, training
"""
from keras import layers


def identity_block(x, filters):
    shortcut = x
    x = layers.Conv2D(filters, 3, use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    x = layers.ReLU()(x)
    x = layers.Conv2D(filters, 3, use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    shortcut = layers.Cropping2D(2)(shortcut)
    x = layers.Add()([x, shortcut])
    x = layers.ReLU()(x)
    return x
