"""one AveragePooling2D(1, strides) feeds both 1x1 convolutions of the bottleneck

bottleneck_block: full marks
"""
from keras import layers


def bottleneck_block(x, filters, strides=1, project=False):
    # both 1x1 convs only look at every `strides`-th pixel, so throw the others away once
    if strides != 1:
        x = layers.AveragePooling2D(1, strides=strides)(x)

    out = layers.Conv2D(filters, 1, use_bias=False)(x)
    out = layers.BatchNormalization()(out)
    out = layers.ReLU()(out)

    out = layers.Conv2D(filters, 3, padding="same", use_bias=False)(out)
    out = layers.BatchNormalization()(out)
    out = layers.ReLU()(out)

    out = layers.Conv2D(filters * 4, 1, use_bias=False)(out)
    out = layers.BatchNormalization()(out)

    if project:
        x = layers.Conv2D(filters * 4, 1, use_bias=False)(x)
        x = layers.BatchNormalization()(x)
    return layers.ReLU()(layers.add([out, x]))
