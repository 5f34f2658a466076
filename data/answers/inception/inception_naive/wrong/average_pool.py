"""average pool for max pool

inception_naive: loses outputs, training
  told pooling_otherwise
"""
import keras
from keras.layers import AveragePooling2D, Conv2D


def inception_naive(x, filters_1x1, filters_3x3, filters_5x5):
    outs = [Conv2D(n, k, padding="same", activation="relu")(x) for n, k in zip((filters_1x1, filters_3x3, filters_5x5), (1, 3, 5))]
    outs.append(AveragePooling2D(3, strides=1, padding="same")(x))
    return keras.ops.concatenate(outs, axis=-1)
