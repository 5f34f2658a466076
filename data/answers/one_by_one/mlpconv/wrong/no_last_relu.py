"""no ReLU after the last 1×1 convolution

mlpconv: loses outputs, training
  told activation_missing
"""
import keras
from keras import layers


def mlpconv(x, filters, kernel_size, strides=1):
    x = layers.Conv2D(filters[0], kernel_size, strides=strides, padding="same", activation="relu")(x)
    x = layers.Conv2D(filters[1], 1, activation="relu")(x)
    return layers.Conv2D(filters[2], 1)(x)
