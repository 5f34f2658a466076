"""the shortcut is thinned out by a 1x1 max pool with the stride, then a 1x1 convolution

projection_block: full marks
"""
from keras import layers


def projection_block(x, filters, strides=2):
    shortcut = layers.MaxPooling2D(pool_size=1, strides=strides)(x)
    shortcut = layers.Conv2D(filters, 1, use_bias=False)(shortcut)
    shortcut = layers.BatchNormalization()(shortcut)

    x = layers.Conv2D(filters, 3, strides=strides, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    x = layers.Activation("relu")(x)
    x = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)

    x = layers.Add()([shortcut, x])
    return layers.Activation("relu")(x)
