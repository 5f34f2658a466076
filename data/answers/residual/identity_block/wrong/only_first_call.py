"""a global counter: the second call of the function projects

identity_block: loses arguments
  told needless_projection
"""
from keras import layers

calls = 0


def identity_block(x, filters):
    global calls
    calls += 1
    y = layers.ReLU()(layers.BatchNormalization()(layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)))
    y = layers.BatchNormalization()(layers.Conv2D(filters, 3, padding="same", use_bias=False)(y))
    if calls > 1:
        x = layers.BatchNormalization()(layers.Conv2D(filters, 1, use_bias=False)(x))
    return layers.ReLU()(x + y)
