"""one conv-BN Sequential called twice

identity_block: loses parameters, outputs, training, arguments
  told layer_used_twice
"""
import keras
from keras import layers


def identity_block(x, filters):
    conv_bn = keras.Sequential([
        layers.Conv2D(filters, 3, padding="same", use_bias=False),
        layers.BatchNormalization(),
    ])
    y = layers.ReLU()(conv_bn(x))
    y = conv_bn(y)
    return layers.ReLU()(layers.Add()([x, y]))
