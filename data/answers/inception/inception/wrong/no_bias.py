"""use_bias=False without a batch normalisation

inception: loses parameters, outputs, training, arguments
  told bias_missing
"""
from keras import layers


def inception(x, filters_1x1, reduce_3x3, filters_3x3, reduce_5x5, filters_5x5, pool_proj):
    def conv(t, n, k):
        return layers.Conv2D(n, k, padding="same", activation="relu", use_bias=False)(t)

    return layers.Concatenate()([
        conv(x, filters_1x1, 1),
        conv(conv(x, reduce_3x3, 1), filters_3x3, 3),
        conv(conv(x, reduce_5x5, 1), filters_5x5, 5),
        conv(layers.MaxPooling2D(3, 1, "same")(x), pool_proj, 1),
    ])
