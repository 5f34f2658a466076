"""one batch normalisation layer used for all three convolutions

projection_block: loses parameters, outputs, training, arguments
  told layer_used_twice
"""
from keras import layers


def projection_block(x, filters, strides=2):
    bn = layers.BatchNormalization()
    relu = layers.ReLU()
    y = layers.Conv2D(filters, 3, strides=strides, padding='same', use_bias=False)(x)
    y = relu(bn(y))
    y = layers.Conv2D(filters, 3, padding='same', use_bias=False)(y)
    y = bn(y)
    s = layers.Conv2D(filters, 1, strides=strides, use_bias=False)(x)
    s = bn(s)
    return relu(layers.Add()([y, s]))
