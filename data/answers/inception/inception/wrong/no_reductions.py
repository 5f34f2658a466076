"""the reductions are arguments and never used

inception: loses parameters, outputs, training, arguments
  told layer_missing
"""
from keras import layers


def inception(x, filters_1x1, reduce_3x3, filters_3x3, reduce_5x5, filters_5x5, pool_proj):
    a = layers.Conv2D(filters_1x1, 1, padding="same", activation="relu")(x)
    b = layers.Conv2D(filters_3x3, 3, padding="same", activation="relu")(x)
    c = layers.Conv2D(filters_5x5, 5, padding="same", activation="relu")(x)
    d = layers.MaxPooling2D(3, strides=1, padding="same")(x)
    d = layers.Conv2D(pool_proj, 1, padding="same", activation="relu")(d)
    return layers.Concatenate()([a, b, c, d])
