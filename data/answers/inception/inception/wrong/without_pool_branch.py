"""the pool branch is missing

inception: loses shape, parameters, outputs, training, arguments
  told branch_missing
"""
from keras import layers


def inception(x, filters_1x1, reduce_3x3, filters_3x3, reduce_5x5, filters_5x5, pool_proj):
    conv = lambda t, n, k: layers.Conv2D(n, k, padding="same", activation="relu")(t)
    return layers.concatenate([
        conv(x, filters_1x1, 1),
        conv(conv(x, reduce_3x3, 1), filters_3x3, 3),
        conv(conv(x, reduce_5x5, 1), filters_5x5, 5),
    ])
