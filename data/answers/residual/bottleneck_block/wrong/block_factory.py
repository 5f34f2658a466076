"""returns a function that takes x, as in curried tutorials

bottleneck_block: loses builds, shape, parameters, outputs, training, arguments
  told signature
"""
from keras import layers


def bottleneck_block(filters, strides=1, project=False):
    def block(x):
        y = layers.ReLU()(layers.BatchNormalization()(layers.Conv2D(filters, 1, strides, use_bias=False)(x)))
        y = layers.ReLU()(layers.BatchNormalization()(layers.Conv2D(filters, 3, padding="same", use_bias=False)(y)))
        y = layers.BatchNormalization()(layers.Conv2D(4 * filters, 1, use_bias=False)(y))
        if project:
            x = layers.BatchNormalization()(layers.Conv2D(4 * filters, 1, strides, use_bias=False)(x))
        return layers.ReLU()(x + y)
    return block
