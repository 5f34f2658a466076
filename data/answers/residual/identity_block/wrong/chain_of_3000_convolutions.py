"""three thousand convolutions

identity_block: loses parameters, outputs, training, arguments
"""
from keras import layers


def identity_block(x, filters):
    y = x
    for _ in range(3000):
        y = layers.Conv2D(filters, 3, padding="same", use_bias=False)(y)
    return layers.ReLU()(x + y)
