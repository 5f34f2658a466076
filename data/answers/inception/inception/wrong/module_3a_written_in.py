"""always builds module 3a

inception: loses arguments
"""
from keras import layers


def inception(x, filters_1x1, reduce_3x3, filters_3x3, reduce_5x5, filters_5x5, pool_proj):
    def conv(t, n, k):
        return layers.Conv2D(n, k, padding="same", activation="relu")(t)

    p1 = conv(x, 64, 1)
    p2 = conv(conv(x, 96, 1), 128, 3)
    p3 = conv(conv(x, 16, 1), 32, 5)
    p4 = conv(layers.MaxPooling2D(3, 1, "same")(x), 32, 1)
    return layers.Concatenate()([p1, p2, p3, p4])
