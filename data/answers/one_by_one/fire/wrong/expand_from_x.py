"""the 3×3 branch starts at x, not at the squeezed channels

fire: loses parameters, outputs, training, arguments
  told expansion_past_squeeze
"""
from keras import layers


def fire(x, squeeze, expand):
    s = layers.Conv2D(squeeze, 1, activation="relu")(x)
    a = layers.Conv2D(expand, 1, activation="relu")(s)
    b = layers.Conv2D(expand, 3, padding="same", activation="relu")(x)
    return layers.Concatenate()([a, b])
