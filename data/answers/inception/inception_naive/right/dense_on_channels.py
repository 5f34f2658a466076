"""a Dense layer for every 1x1 convolution

inception_naive: full marks
inception: full marks
auxiliary_head: full marks
"""
from keras import layers


def inception_naive(x, filters_1x1, filters_3x3, filters_5x5):
    return layers.concatenate([
        layers.Dense(filters_1x1, activation="relu")(x),
        layers.Conv2D(filters_3x3, 3, padding="same", activation="relu")(x),
        layers.Conv2D(filters_5x5, 5, padding="same", activation="relu")(x),
        layers.MaxPool2D(3, 1, "same")(x),
    ])


def inception(x, filters_1x1, reduce_3x3, filters_3x3, reduce_5x5, filters_5x5, pool_proj):
    # a 1x1 convolution is a dense layer on the channels of each pixel
    mix = lambda t, n: layers.Dense(n, activation="relu")(t)
    return layers.concatenate([
        mix(x, filters_1x1),
        layers.Conv2D(filters_3x3, 3, padding="same", activation="relu")(mix(x, reduce_3x3)),
        layers.Conv2D(filters_5x5, 5, padding="same", activation="relu")(mix(x, reduce_5x5)),
        mix(layers.MaxPool2D(3, 1, "same")(x), pool_proj),
    ])


def auxiliary_head(x, classes):
    x = layers.AvgPool2D(5, 3)(x)
    x = layers.Dense(128, activation="relu")(x)
    x = layers.Dense(1024, activation="relu")(layers.Flatten()(x))
    return layers.Dense(classes, activation="softmax")(layers.Dropout(0.7)(x))
