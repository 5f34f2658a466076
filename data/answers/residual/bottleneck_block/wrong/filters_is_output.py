"""takes filters for the block's output and divides by 4 inside

bottleneck_block: loses shape, parameters, outputs, training, arguments
  told filters_are_the_output
"""
from keras import layers


def bottleneck_block(x, filters, strides=1, project=False):
    inner = filters // 4
    y = layers.Conv2D(inner, 1, strides=strides, use_bias=False)(x)
    y = layers.BatchNormalization()(y)
    y = layers.ReLU()(y)
    y = layers.Conv2D(inner, 3, padding="same", use_bias=False)(y)
    y = layers.BatchNormalization()(y)
    y = layers.ReLU()(y)
    y = layers.Conv2D(filters, 1, use_bias=False)(y)
    y = layers.BatchNormalization()(y)
    if project:
        x = layers.Conv2D(filters, 1, strides=strides, use_bias=False)(x)
        x = layers.BatchNormalization()(x)
    return layers.ReLU()(x + y)
