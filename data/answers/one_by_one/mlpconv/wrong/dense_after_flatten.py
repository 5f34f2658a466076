"""flattens before the perceptron

mlpconv: loses shape, outputs, training
"""
from keras import layers


def mlpconv(x, filters, kernel_size, strides=1):
    x = layers.Conv2D(filters[0], kernel_size, strides=strides, padding="same", activation="relu")(x)
    x = layers.GlobalAveragePooling2D()(x)
    x = layers.Dense(filters[1], activation="relu")(x)
    return layers.Dense(filters[2], activation="relu")(x)
