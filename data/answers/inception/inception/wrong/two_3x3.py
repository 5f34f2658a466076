"""two 3x3 in place of the 5x5, as in Inception v2

inception: loses parameters, outputs, training, arguments
"""
from keras import layers


def inception(x, filters_1x1, reduce_3x3, filters_3x3, reduce_5x5, filters_5x5, pool_proj):
    conv = lambda t, n, k: layers.Conv2D(n, k, padding="same", activation="relu")(t)
    tower_1 = conv(x, filters_1x1, 1)
    tower_2 = conv(conv(x, reduce_3x3, 1), filters_3x3, 3)
    tower_3 = conv(conv(conv(x, reduce_5x5, 1), filters_5x5, 3), filters_5x5, 3)
    tower_4 = conv(layers.MaxPooling2D(3, 1, "same")(x), pool_proj, 1)
    return layers.concatenate([tower_1, tower_2, tower_3, tower_4])
