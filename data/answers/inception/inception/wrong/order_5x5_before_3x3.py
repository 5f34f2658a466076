"""concatenated in the order 1x1, 5x5, 3x3, pool

inception: loses outputs, training
  told branch_order
"""
from keras import layers


def inception(x, filters_1x1, reduce_3x3, filters_3x3, reduce_5x5, filters_5x5, pool_proj):
    a = layers.Conv2D(filters_1x1, 1, activation="relu")(x)
    c = layers.Conv2D(reduce_5x5, 1, activation="relu")(x)
    c = layers.Conv2D(filters_5x5, 5, padding="same", activation="relu")(c)
    b = layers.Conv2D(reduce_3x3, 1, activation="relu")(x)
    b = layers.Conv2D(filters_3x3, 3, padding="same", activation="relu")(b)
    d = layers.MaxPooling2D(3, strides=1, padding="same")(x)
    d = layers.Conv2D(pool_proj, 1, activation="relu")(d)
    return layers.Concatenate()([a, c, b, d])
