"""every batch normalisation has another epsilon, momentum and way to name the last axis

identity_block: full marks
bottleneck_block: full marks
"""
from keras import layers


def bottleneck_block(x, filters, strides=1, project=False):
    y = layers.Conv2D(filters, (1, 1), strides, use_bias=False)(x)
    y = layers.BatchNormalization(axis=3, epsilon=1.001e-5)(y)
    y = layers.ReLU()(y)
    y = layers.Conv2D(filters, (3, 3), padding='same', use_bias=False)(y)
    y = layers.BatchNormalization(axis=-1, momentum=0.9)(y)
    y = layers.ReLU()(y)
    y = layers.Conv2D(filters * 4, (1, 1), use_bias=False)(y)
    y = layers.BatchNormalization(momentum=0.1, epsilon=1e-3)(y)
    if project:
        x = layers.Conv2D(filters * 4, (1, 1), strides, use_bias=False)(x)
        x = layers.BatchNormalization(epsilon=1e-7, center=True, scale=True)(x)
    return layers.ReLU()(layers.Add()([x, y]))


def identity_block(x, filters):
    y = layers.Conv2D(filters, (3, 3), padding='same', use_bias=False)(x)
    y = layers.BatchNormalization(axis=3, momentum=0.997, epsilon=1e-5)(y)
    y = layers.ReLU()(y)
    y = layers.Conv2D(filters, (3, 3), padding='same', use_bias=False)(y)
    y = layers.BatchNormalization(axis=3, momentum=0.997, epsilon=1e-5)(y)
    return layers.ReLU()(layers.Add()([x, y]))
