"""takes expand for the channels of both together

fire: loses shape, parameters, outputs, training, arguments
  told expansion_halved
"""
from keras import layers


def fire(x, squeeze, expand):
    x = layers.Conv2D(squeeze, 1, activation="relu")(x)
    a = layers.Conv2D(expand // 2, 1, activation="relu")(x)
    b = layers.Conv2D(expand // 2, 3, padding="same", activation="relu")(x)
    return layers.Concatenate()([a, b])
