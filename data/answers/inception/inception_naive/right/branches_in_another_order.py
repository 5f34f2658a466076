"""layers created in the order pool, 5x5, 3x3, 1x1; concatenated as asked

inception_naive: full marks
inception: full marks
"""
import keras


def inception_naive(x, filters_1x1, filters_3x3, filters_5x5):
    p = keras.layers.MaxPooling2D(3, strides=1, padding="same")(x)
    c = keras.layers.Conv2D(filters_5x5, 5, padding="same", activation="relu")(x)
    b = keras.layers.Conv2D(filters_3x3, 3, padding="same", activation="relu")(x)
    a = keras.layers.Conv2D(filters_1x1, 1, padding="same", activation="relu")(x)
    return keras.layers.Concatenate()([a, b, c, p])


def inception(x, filters_1x1, reduce_3x3, filters_3x3, reduce_5x5, filters_5x5, pool_proj):
    p = keras.layers.MaxPooling2D(3, strides=1, padding="same")(x)
    p = keras.layers.Conv2D(pool_proj, 1, padding="same", activation="relu")(p)
    c = keras.layers.Conv2D(reduce_5x5, 1, padding="same", activation="relu", kernel_initializer="he_normal")(x)
    c = keras.layers.Conv2D(filters_5x5, 5, padding="same", activation="relu", kernel_initializer="he_normal")(c)
    b = keras.layers.Conv2D(reduce_3x3, 1, padding="same", activation="relu", kernel_regularizer="l2")(x)
    b = keras.layers.Conv2D(filters_3x3, 3, padding="same", activation="relu", kernel_regularizer="l2")(b)
    a = keras.layers.Conv2D(filters_1x1, 1, padding="same", activation="relu")(x)
    left = keras.layers.Concatenate()([a, b])
    right = keras.layers.Concatenate()([c, p])
    return keras.layers.Concatenate()([left, right])
