"""a closure counts the blocks and names the layers, accents and spaces in the comments

identity_block: full marks
projection_block: full marks
"""
import itertools

import keras
from keras import layers


def make_blocks():
    zähler = itertools.count(1)

    def conv(x, filters, size, strides, tag):
        x = layers.Conv2D(filters, size, strides=strides, padding="same", use_bias=False, name=f"{tag}_conv")(x)
        return layers.BatchNormalization(name=f"{tag}_bn")(x)

    def identity(x, filters):
        n = next(zähler)
        y = conv(x, filters, 3, 1, f"block_{n}_a")
        y = layers.ReLU(name=f"block_{n}_relu")(y)
        y = conv(y, filters, 3, 1, f"block_{n}_b")
        return layers.ReLU(name=f"block_{n}_out")(layers.Add(name=f"block_{n}_add")([y, x]))

    def projection(x, filters, strides=2):
        n = next(zähler)
        # Abkürzung zuerst, weil x gleich überschrieben wird
        abkürzung = conv(x, filters, 1, strides, f"block_{n}_skip")
        x = conv(x, filters, 3, strides, f"block_{n}_a")
        x = layers.ReLU(name=f"block_{n}_relu")(x)
        x = conv(x, filters, 3, 1, f"block_{n}_b")
        return layers.ReLU(name=f"block_{n}_out")(layers.Add(name=f"block_{n}_add")([x, abkürzung]))

    return identity, projection


identity_block, projection_block = make_blocks()
