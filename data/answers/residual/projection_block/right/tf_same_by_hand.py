"""pads below and right by hand, which is what same does at stride 2 on an even side

projection_block: full marks
"""
import keras
from keras import layers


def projection_block(x, filters, strides=2):
    h, w = x.shape[1], x.shape[2]

    def needed(n):
        total = max((-(-n // strides) - 1) * strides + 3 - n, 0)
        return total // 2, total - total // 2

    y = layers.ZeroPadding2D((needed(h), needed(w)))(x)
    y = layers.Conv2D(filters, 3, strides=strides, padding="valid", use_bias=False)(y)
    y = layers.BatchNormalization()(y)
    y = layers.ReLU()(y)
    y = layers.Conv2D(filters, 3, padding="same", use_bias=False)(y)
    y = layers.BatchNormalization()(y)
    s = layers.Conv2D(filters, 1, strides=strides, use_bias=False)(x)
    s = layers.BatchNormalization()(s)
    return layers.ReLU()(layers.Add()([s, y]))
