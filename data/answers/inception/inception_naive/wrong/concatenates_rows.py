"""axis=1, as in PyTorch where that is the channels

inception_naive: loses builds, shape, parameters, outputs, training, arguments
  told concatenated_along_another_axis
"""
from keras import layers


def inception_naive(x, filters_1x1, filters_3x3, filters_5x5):
    branch1 = layers.Conv2D(filters_1x1, kernel_size=1, activation="relu")(x)
    branch2 = layers.Conv2D(filters_3x3, kernel_size=3, padding="same", activation="relu")(x)
    branch3 = layers.Conv2D(filters_5x5, kernel_size=5, padding="same", activation="relu")(x)
    branch4 = layers.MaxPool2D(pool_size=3, strides=1, padding="same")(x)
    return layers.Concatenate(axis=1)([branch1, branch2, branch3, branch4])
