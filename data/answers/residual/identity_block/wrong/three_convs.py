"""three convolutions, off by one in the loop

identity_block: loses parameters, outputs, training, arguments
  told convolution_too_many
"""
import keras
from keras import layers

def identity_block(x, filters, n_convs=2):
    y = x
    for i in range(n_convs + 1):
        y = layers.Conv2D(filters, 3, padding="same", use_bias=False)(y)
        y = layers.BatchNormalization()(y)
        if i < n_convs:
            y = layers.ReLU()(y)
    return layers.ReLU()(x + y)
