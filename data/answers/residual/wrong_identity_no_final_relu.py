"""returns the sum without a ReLU

identity_block: loses outputs
  told no_relu_at_the_end
"""
from keras import layers


def identity_block(x, filters):
    shortcut = x
    x = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    x = layers.ReLU()(x)
    x = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    return layers.Add()([x, shortcut])
