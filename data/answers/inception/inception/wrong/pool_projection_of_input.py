"""the pool is made and not used: the projection reads x

inception: loses outputs, training
  told layer_missing
"""
from keras import layers


def inception(x, filters_1x1, reduce_3x3, filters_3x3, reduce_5x5, filters_5x5, pool_proj):
    b1 = layers.Conv2D(filters_1x1, 1, activation="relu")(x)
    b2 = layers.Conv2D(reduce_3x3, 1, activation="relu")(x)
    b2 = layers.Conv2D(filters_3x3, 3, padding="same", activation="relu")(b2)
    b3 = layers.Conv2D(reduce_5x5, 1, activation="relu")(x)
    b3 = layers.Conv2D(filters_5x5, 5, padding="same", activation="relu")(b3)
    b4 = layers.MaxPooling2D(3, strides=1, padding="same")(x)
    b4 = layers.Conv2D(pool_proj, 1, activation="relu")(x)
    return layers.Concatenate()([b1, b2, b3, b4])
