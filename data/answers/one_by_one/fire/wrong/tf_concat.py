"""tf.concat on Keras tensors

fire: loses builds, shape, parameters, outputs, training, arguments
  told tensorflow_function
"""
import tensorflow as tf
from keras import layers


def fire(x, squeeze, expand):
    x = layers.Conv2D(squeeze, 1, activation="relu")(x)
    a = layers.Conv2D(expand, 1, activation="relu")(x)
    b = layers.Conv2D(expand, 3, padding="same", activation="relu")(x)
    return tf.concat([a, b], axis=-1)
