"""one ReLU for all after the concatenation: the pool branch gets it too

inception_naive: loses outputs, training
  told activation_after_join
"""
import keras
from keras import layers


def inception_naive(x, filters_1x1, filters_3x3, filters_5x5):
    y = layers.concatenate([
        layers.Conv2D(filters_1x1, 1, padding="same")(x),
        layers.Conv2D(filters_3x3, 3, padding="same")(x),
        layers.Conv2D(filters_5x5, 5, padding="same")(x),
        layers.MaxPooling2D(3, 1, padding="same")(x),
    ])
    return keras.activations.relu(y)
