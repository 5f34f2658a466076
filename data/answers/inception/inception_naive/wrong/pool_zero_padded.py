"""zeros around the image before the max pool: they win over negative numbers

inception_naive: loses outputs, training
  told single_difference
"""
from keras.layers import Concatenate, Conv2D, MaxPooling2D, ZeroPadding2D


def inception_naive(x, filters_1x1, filters_3x3, filters_5x5):
    one = Conv2D(filters_1x1, 1, activation="relu")(x)
    three = Conv2D(filters_3x3, 3, activation="relu")(ZeroPadding2D(1)(x))
    five = Conv2D(filters_5x5, 5, activation="relu")(ZeroPadding2D(2)(x))
    pool = MaxPooling2D(3, 1)(ZeroPadding2D(1)(x))
    return Concatenate()([one, three, five, pool])
