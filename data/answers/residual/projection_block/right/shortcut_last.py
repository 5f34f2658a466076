"""the shortcut is created after the main path and added on the left

projection_block: full marks
bottleneck_block: full marks
"""
import keras
from keras import layers, ops


def projection_block(x, filters, strides=2):
    # main path
    main = layers.Conv2D(filters, 3, strides=strides, padding="same", use_bias=False)(x)
    main = layers.BatchNormalization()(main)
    main = layers.ReLU()(main)
    main = layers.Conv2D(filters, 3, padding="same", use_bias=False)(main)
    main = layers.BatchNormalization()(main)

    # shortcut path
    short = layers.Conv2D(filters, 1, strides=strides, use_bias=False)(x)
    short = layers.BatchNormalization()(short)

    return layers.ReLU()(short + main)


def bottleneck_block(x, filters, strides=1, project=False):
    main = layers.Conv2D(filters, 1, strides=strides, use_bias=False)(x)
    main = layers.BatchNormalization()(main)
    main = layers.ReLU()(main)
    main = layers.Conv2D(filters, 3, padding="same", use_bias=False)(main)
    main = layers.BatchNormalization()(main)
    main = layers.ReLU()(main)
    main = layers.Conv2D(filters * 4, 1, use_bias=False)(main)
    main = layers.BatchNormalization()(main)

    short = x
    if project:
        short = layers.Conv2D(filters * 4, 1, strides=strides, use_bias=False)(short)
        short = layers.BatchNormalization()(short)

    return layers.ReLU()(short + main)
