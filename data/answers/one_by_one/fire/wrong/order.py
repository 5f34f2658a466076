"""the 3×3 channels come first

fire: loses outputs, training
  told branch_order
"""
from keras import layers


def fire(x, squeeze, expand):
    s = layers.Conv2D(squeeze, 1, activation="relu")(x)
    a = layers.Conv2D(expand, 1, activation="relu")(s)
    b = layers.Conv2D(expand, 3, padding="same", activation="relu")(s)
    return layers.Concatenate()([b, a])
