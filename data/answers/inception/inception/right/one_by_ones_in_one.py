"""the three 1x1 convolutions that read x are one layer, cut into three by slicing (as inference engines do).

inception: full marks
"""
import keras


def inception(x, filters_1x1, reduce_3x3, filters_3x3, reduce_5x5, filters_5x5, pool_proj):
    a, b = filters_1x1, filters_1x1 + reduce_3x3
    together = keras.layers.Conv2D(b + reduce_5x5, 1, activation="relu")(x)
    three = keras.layers.Conv2D(filters_3x3, 3, padding="same", activation="relu")(together[..., a:b])
    five = keras.layers.Conv2D(filters_5x5, 5, padding="same", activation="relu")(together[..., b:])
    pool = keras.layers.MaxPooling2D(3, 1, padding="same")(x)
    pool = keras.layers.Conv2D(pool_proj, 1, activation="relu")(pool)
    return keras.layers.Concatenate()([together[..., :a], three, five, pool])
