"""the reductions have no ReLU

inception: loses outputs, training
  told activation_missing
"""
from keras import layers


def inception(x, filters_1x1, reduce_3x3, filters_3x3, reduce_5x5, filters_5x5, pool_proj):
    conv = lambda n, k: layers.Conv2D(n, k, padding="same", activation="relu")
    reduce = lambda n: layers.Conv2D(n, 1)
    one = conv(filters_1x1, 1)(x)
    three = conv(filters_3x3, 3)(reduce(reduce_3x3)(x))
    five = conv(filters_5x5, 5)(reduce(reduce_5x5)(x))
    pool = conv(pool_proj, 1)(layers.MaxPool2D(3, 1, "same")(x))
    return layers.Concatenate()([one, three, five, pool])
