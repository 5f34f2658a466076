"""the projection is made from x after the first convolution has overwritten it

projection_block: loses parameters, outputs, training, arguments
  told shortcut_taken_late
"""
from keras import layers

def projection_block(x, filters, strides=2):
    x = layers.Conv2D(filters, 3, strides=strides, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    x = layers.ReLU()(x)
    y = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    y = layers.BatchNormalization()(y)
    s = layers.Conv2D(filters, 1, use_bias=False)(x)
    s = layers.BatchNormalization()(s)
    return layers.ReLU()(y + s)
