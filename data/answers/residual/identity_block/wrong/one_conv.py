"""one convolution only

identity_block: loses parameters, outputs, training, arguments
  told convolution_missing
"""
from keras import layers

def identity_block(x, filters):
    f = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    f = layers.BatchNormalization()(f)
    return layers.ReLU()(f + x)
