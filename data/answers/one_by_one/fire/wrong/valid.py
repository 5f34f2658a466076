"""the 3×3 branch is not padded

fire: loses builds, shape, parameters, outputs, training, arguments
  told border_differs
"""
from keras import layers


def fire(x, squeeze, expand):
    s = layers.Conv2D(squeeze, 1, activation="relu")(x)
    a = layers.Conv2D(expand, 1, activation="relu")(s)
    b = layers.Conv2D(expand, 3, activation="relu")(s)
    return layers.Concatenate()([a, b])
