"""layers.BatchNormalization(x): the tensor is taken for the axis

identity_block: loses builds, shape, parameters, outputs, training, arguments
  told not_called
"""
from keras import layers


def identity_block(x, filters):
    shortcut = x
    x = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization(x)
    x = layers.ReLU()(x)
    x = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization(x)
    x = layers.Add()([x, shortcut])
    x = layers.ReLU()(x)
    return x
