"""a 2x2 max pool

inception_naive: loses outputs, training
  told pooling_otherwise
"""
from keras import layers


def inception_naive(x, filters_1x1, filters_3x3, filters_5x5):
    a = layers.Conv2D(filters_1x1, 1, padding="same", activation="relu")(x)
    b = layers.Conv2D(filters_3x3, 3, padding="same", activation="relu")(x)
    c = layers.Conv2D(filters_5x5, 5, padding="same", activation="relu")(x)
    d = layers.MaxPooling2D((2, 2), strides=(1, 1), padding="same")(x)
    return layers.Concatenate()([a, b, c, d])
