"""concatenated in the order pool, 1x1, 3x3, 5x5

inception_naive: loses outputs, training
  told branch_order
"""
import keras


def inception_naive(x, filters_1x1, filters_3x3, filters_5x5):
    branches = [keras.layers.MaxPooling2D(3, strides=1, padding="same")(x)]
    for size, filters in ((1, filters_1x1), (3, filters_3x3), (5, filters_5x5)):
        branches.append(keras.layers.Conv2D(filters, size, padding="same", activation="relu")(x))
    return keras.layers.Concatenate()(branches)
