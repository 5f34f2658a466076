"""convolutions without activation

inception_naive: loses outputs, training
  told activation_missing
"""
from keras import layers as L


def inception_naive(x, filters_1x1, filters_3x3, filters_5x5):
    return L.Concatenate()([
        L.Conv2D(filters_1x1, 1, padding="same")(x),
        L.Conv2D(filters_3x3, 3, padding="same")(x),
        L.Conv2D(filters_5x5, 5, padding="same")(x),
        L.MaxPool2D(3, 1, padding="same")(x),
    ])
