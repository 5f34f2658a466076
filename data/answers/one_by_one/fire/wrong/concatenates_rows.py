"""concatenates along the height

fire: loses shape, outputs, training
  told branches_joined_otherwise
"""
from keras import layers


def fire(x, squeeze, expand):
    x = layers.Conv2D(squeeze, 1, activation="relu")(x)
    a = layers.Conv2D(expand, 1, activation="relu")(x)
    b = layers.Conv2D(expand, 3, padding="same", activation="relu")(x)
    return layers.Concatenate(axis=1)([a, b])
