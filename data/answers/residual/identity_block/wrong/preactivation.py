"""BN-ReLU-conv order of the 2016 paper, identity at the end

identity_block: loses outputs, training
  told preactivation
"""
import keras
from keras import layers


def identity_block(x, filters):
    """Full pre-activation, Identity Mappings in Deep Residual Networks."""
    y = layers.BatchNormalization()(x)
    y = layers.ReLU()(y)
    y = layers.Conv2D(filters, 3, padding="same", use_bias=False)(y)
    y = layers.BatchNormalization()(y)
    y = layers.ReLU()(y)
    y = layers.Conv2D(filters, 3, padding="same", use_bias=False)(y)
    return x + y
