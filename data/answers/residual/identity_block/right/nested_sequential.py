"""main path and shortcut are keras.Sequential models called on x

identity_block: full marks
projection_block: full marks
bottleneck_block: full marks
"""
import keras
from keras import layers


def identity_block(x, filters):
    main = keras.Sequential([
        layers.Conv2D(filters, 3, padding="same", use_bias=False),
        layers.BatchNormalization(),
        layers.ReLU(),
        layers.Conv2D(filters, 3, padding="same", use_bias=False),
        layers.BatchNormalization(),
    ])
    return layers.ReLU()(main(x) + x)


def projection_block(x, filters, strides=2):
    main = keras.Sequential([
        layers.Conv2D(filters, 3, strides=strides, padding="same", use_bias=False),
        layers.BatchNormalization(),
        layers.ReLU(),
        layers.Conv2D(filters, 3, padding="same", use_bias=False),
        layers.BatchNormalization(),
    ])
    downsample = keras.Sequential([
        layers.Conv2D(filters, 1, strides=strides, use_bias=False),
        layers.BatchNormalization(),
    ])
    return layers.ReLU()(main(x) + downsample(x))


def bottleneck_block(x, filters, strides=1, project=False):
    main = keras.Sequential()
    for size, kernel, step in [(filters, 1, strides), (filters, 3, 1)]:
        main.add(layers.Conv2D(size, kernel, strides=step, padding="same", use_bias=False))
        main.add(layers.BatchNormalization())
        main.add(layers.Activation("relu"))
    main.add(layers.Conv2D(4 * filters, 1, use_bias=False))
    main.add(layers.BatchNormalization())
    downsample = keras.Sequential()
    if project:
        downsample.add(layers.Conv2D(4 * filters, 1, strides=strides, use_bias=False))
        downsample.add(layers.BatchNormalization())
    return layers.ReLU()(main(x) + (downsample(x) if project else x))
