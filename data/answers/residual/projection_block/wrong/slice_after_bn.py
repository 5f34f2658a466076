"""the shortcut is normalised at full size and thinned out afterwards: equal at inference only

projection_block: loses training
"""
from keras import layers, ops


def projection_block(x, filters, strides=2):
    y = layers.Conv2D(filters, 3, strides=strides, padding="same", use_bias=False)(x)
    y = ops.relu(layers.BatchNormalization()(y))
    y = layers.Conv2D(filters, 3, padding="same", use_bias=False)(y)
    y = layers.BatchNormalization()(y)
    s = layers.Conv2D(filters, 1, use_bias=False)(x)
    s = layers.BatchNormalization()(s)
    s = s[:, ::strides, ::strides, :]        # same as a stride
    return ops.relu(y + s)
