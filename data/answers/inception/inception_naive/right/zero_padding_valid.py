"""padding written out before valid convolutions

inception_naive: full marks
inception: full marks
"""
from keras import layers
from keras.layers import ZeroPadding2D


def inception_naive(x, filters_1x1, filters_3x3, filters_5x5):
    one = layers.Conv2D(filters_1x1, (1, 1), activation="relu")(x)
    three = layers.Conv2D(filters_3x3, (3, 3), activation="relu")(ZeroPadding2D(1)(x))
    five = layers.Conv2D(filters_5x5, (5, 5), activation="relu")(ZeroPadding2D((2, 2))(x))
    pool = layers.MaxPooling2D((3, 3), (1, 1), padding="same")(x)  # zeros would be wrong for a max of negative numbers
    return layers.Concatenate(axis=-1)([one, three, five, pool])


def inception(x, filters_1x1, reduce_3x3, filters_3x3, reduce_5x5, filters_5x5, pool_proj):
    one = layers.Conv2D(filters_1x1, (1, 1), activation="relu")(x)
    three = layers.Conv2D(reduce_3x3, (1, 1), activation="relu")(x)
    three = ZeroPadding2D(1)(three)
    three = layers.Conv2D(filters_3x3, (3, 3), activation="relu")(three)
    five = layers.Conv2D(reduce_5x5, (1, 1), activation="relu")(x)
    five = ZeroPadding2D(2)(five)
    five = layers.Conv2D(filters_5x5, (5, 5), activation="relu")(five)
    pool = layers.MaxPooling2D((3, 3), (1, 1), padding="same")(x)
    pool = layers.Conv2D(pool_proj, (1, 1), activation="relu")(pool)
    return layers.Concatenate(axis=-1)([one, three, five, pool])
