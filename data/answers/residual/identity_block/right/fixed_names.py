"""every layer has a fixed name, so that the block can stand in a model only once

identity_block: full marks
"""
from keras import layers


def identity_block(x, filters):
    y = layers.Conv2D(filters, 3, padding="same", use_bias=False, name="conv_1")(x)
    y = layers.BatchNormalization(name="bn_1")(y)
    y = layers.ReLU(name="relu_1")(y)
    y = layers.Conv2D(filters, 3, padding="same", use_bias=False, name="conv_2")(y)
    y = layers.BatchNormalization(name="bn_2")(y)
    y = layers.Add(name="add")([y, x])
    return layers.ReLU(name="relu_2")(y)
