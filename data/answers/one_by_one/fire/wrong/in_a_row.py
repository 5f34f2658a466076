"""3×3 after 1×1 instead of beside it

fire: loses parameters, outputs, training, arguments
  told branch_chained
"""
from keras import layers


def fire(x, squeeze, expand):
    x = layers.Conv2D(squeeze, 1, activation="relu")(x)
    a = layers.Conv2D(expand, 1, activation="relu")(x)
    b = layers.Conv2D(expand, 3, padding="same", activation="relu")(a)
    return layers.Concatenate()([a, b])
