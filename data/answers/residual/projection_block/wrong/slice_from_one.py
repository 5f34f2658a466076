"""keeps the odd pixels of the shortcut, the even ones are meant

projection_block: loses outputs, training, arguments
"""
from keras import layers, ops


def projection_block(x, filters, strides=2):
    y = layers.Conv2D(filters, 3, strides, "same", use_bias=False)(x)
    y = ops.relu(layers.BatchNormalization()(y))
    y = layers.Conv2D(filters, 3, padding="same", use_bias=False)(y)
    y = layers.BatchNormalization()(y)
    s = x[:, strides - 1::strides, strides - 1::strides, :]
    s = layers.Conv2D(filters, 1, use_bias=False)(s)
    s = layers.BatchNormalization()(s)
    return ops.relu(y + s)
