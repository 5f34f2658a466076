"""the pool branch projects first and pools then

inception: loses outputs, training
  told projection_before_pooling
"""
from keras import layers


def inception(x, filters_1x1, reduce_3x3, filters_3x3, reduce_5x5, filters_5x5, pool_proj):
    a = layers.Conv2D(filters_1x1, 1, activation="relu")(x)
    b = layers.Conv2D(reduce_3x3, 1, activation="relu")(x)
    b = layers.Conv2D(filters_3x3, 3, padding="same", activation="relu")(b)
    c = layers.Conv2D(reduce_5x5, 1, activation="relu")(x)
    c = layers.Conv2D(filters_5x5, 5, padding="same", activation="relu")(c)
    d = layers.Conv2D(pool_proj, 1, activation="relu")(x)
    d = layers.MaxPooling2D(3, strides=1, padding="same")(d)
    return layers.Concatenate()([a, b, c, d])
