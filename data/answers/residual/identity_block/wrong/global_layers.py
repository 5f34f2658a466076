"""the layers live at the top level, for 64 channels only, and are shared by all calls

identity_block: loses arguments
"""
from keras import layers

conv1 = layers.Conv2D(64, 3, padding="same", use_bias=False)
bn1 = layers.BatchNormalization()
conv2 = layers.Conv2D(64, 3, padding="same", use_bias=False)
bn2 = layers.BatchNormalization()


def identity_block(x, filters):
    y = layers.ReLU()(bn1(conv1(x)))
    y = bn2(conv2(y))
    return layers.ReLU()(y + x)
