"""one reduction for both branches

inception: loses parameters, outputs, training, arguments
"""
from keras import layers


def inception(x, filters_1x1, reduce_3x3, filters_3x3, reduce_5x5, filters_5x5, pool_proj):
    def conv(t, n, k):
        return layers.Conv2D(n, k, padding="same", activation="relu")(t)

    reduced = conv(x, reduce_3x3, 1)
    a = conv(x, filters_1x1, 1)
    b = conv(reduced, filters_3x3, 3)
    c = conv(reduced, filters_5x5, 5)
    d = conv(layers.MaxPooling2D(3, 1, "same")(x), pool_proj, 1)
    return layers.Concatenate()([a, b, c, d])
