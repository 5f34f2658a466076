"""the loop's counter never grows

identity_block: timeout
"""
from keras import layers


def identity_block(x, filters):
    y = x
    i = 0
    while i < 2:
        y = layers.Conv2D(filters, 3, padding="same", use_bias=False)(y)
        y = layers.BatchNormalization()(y)
        if i == 0:
            y = layers.ReLU()(y)
    return layers.ReLU()(x + y)
