"""a loop over a list of settings instead of repeated lines

identity_block: full marks
projection_block: full marks
bottleneck_block: full marks
"""
import keras
from keras import layers


def _run(x, specs):
    for n, spec in enumerate(specs):
        x = layers.Conv2D(**spec, padding='same', use_bias=False)(x)
        x = layers.BatchNormalization()(x)
        if n != len(specs) - 1:  # not after the last one
            x = layers.ReLU()(x)
    return x


def identity_block(x, filters):
    specs = [dict(filters=filters, kernel_size=3)] * 2
    return layers.ReLU()(_run(x, specs) + x)


def projection_block(x, filters, strides=2):
    main = [dict(filters=filters, kernel_size=3, strides=strides), dict(filters=filters, kernel_size=3)]
    side = [dict(filters=filters, kernel_size=1, strides=strides)]
    return layers.ReLU()(_run(x, main) + _run(x, side))


def bottleneck_block(x, filters, strides=1, project=False):
    main = [
        dict(filters=filters, kernel_size=1, strides=strides),
        dict(filters=filters, kernel_size=3),
        dict(filters=filters * 4, kernel_size=1),
    ]
    side = [dict(filters=filters * 4, kernel_size=1, strides=strides)] if project else []
    return layers.ReLU()(_run(x, main) + _run(x, side))
