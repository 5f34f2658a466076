"""expand is worked out from squeeze

fire: loses arguments
"""
from keras import layers


def fire(x, squeeze, expand):
    x = layers.Conv2D(squeeze, 1, activation="relu")(x)
    a = layers.Conv2D(4 * squeeze, 1, activation="relu")(x)
    b = layers.Conv2D(4 * squeeze, 3, padding="same", activation="relu")(x)
    return layers.Concatenate()([a, b])
