"""each branch reads what the branch before has made

inception_naive: loses shape, parameters, outputs, training, arguments
  told branch_chained
"""
from keras import layers


def inception_naive(x, filters_1x1, filters_3x3, filters_5x5):
    x1 = layers.Conv2D(filters_1x1, 1, padding="same", activation="relu")(x)
    x2 = layers.Conv2D(filters_3x3, 3, padding="same", activation="relu")(x1)
    x3 = layers.Conv2D(filters_5x5, 5, padding="same", activation="relu")(x2)
    x4 = layers.MaxPooling2D(3, strides=1, padding="same")(x3)
    return layers.Concatenate()([x1, x2, x3, x4])
