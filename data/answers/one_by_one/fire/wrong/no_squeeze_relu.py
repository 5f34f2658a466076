"""the squeeze layer is linear

fire: loses outputs, training
  told activation_missing
"""
import keras
from keras import layers


def fire(x, squeeze, expand):
    s = layers.Conv2D(squeeze, 1)(x)
    a = layers.Conv2D(expand, 1, activation="relu")(s)
    b = layers.Conv2D(expand, 3, padding="same", activation="relu")(s)
    return keras.ops.concatenate([a, b], axis=-1)
