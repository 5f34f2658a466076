"""the same Conv2D object twice

identity_block: loses parameters, outputs, training, arguments
  told layer_used_twice
"""
from keras import layers


def identity_block(x, filters):
    conv = layers.Conv2D(filters, 3, padding='same', use_bias=False)
    bn1 = layers.BatchNormalization()
    bn2 = layers.BatchNormalization()

    y = layers.ReLU()(bn1(conv(x)))
    y = bn2(conv(y))
    return layers.ReLU()(y + x)
