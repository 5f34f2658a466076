"""a 3x3 in place of the 5x5, the known slip of torchvision

inception: loses parameters, outputs, training, arguments
  told kernel_otherwise
"""
from keras import layers


def inception(x, filters_1x1, reduce_3x3, filters_3x3, reduce_5x5, filters_5x5, pool_proj):
    a = layers.Conv2D(filters_1x1, 1, activation="relu")(x)
    b = layers.Conv2D(reduce_3x3, 1, activation="relu")(x)
    b = layers.Conv2D(filters_3x3, 3, padding="same", activation="relu")(b)
    c = layers.Conv2D(reduce_5x5, 1, activation="relu")(x)
    c = layers.Conv2D(filters_5x5, 3, padding="same", activation="relu")(c)
    d = layers.MaxPooling2D(3, strides=1, padding="same")(x)
    d = layers.Conv2D(pool_proj, 1, activation="relu")(d)
    return layers.Concatenate()([a, b, c, d])
