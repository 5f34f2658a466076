"""the pool branch has a 1x1 convolution already

inception_naive: loses parameters, outputs, training, arguments
"""
from keras import layers


def inception_naive(x, filters_1x1, filters_3x3, filters_5x5):
    conv = lambda t, n, k: layers.Conv2D(n, k, padding="same", activation="relu")(t)
    pool = layers.MaxPooling2D(3, strides=1, padding="same")(x)
    return layers.Concatenate()([conv(x, filters_1x1, 1), conv(x, filters_3x3, 3), conv(x, filters_5x5, 5), conv(pool, x.shape[-1], 1)])
