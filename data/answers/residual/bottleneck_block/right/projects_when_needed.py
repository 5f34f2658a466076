"""bottleneck projects when asked, and also where the shapes would not fit otherwise

bottleneck_block: full marks
"""
from keras import layers


def bottleneck_block(x, filters, strides=1, project=False):
    in_channels = x.shape[-1]
    out_channels = filters * 4

    main = layers.Conv2D(filters, 1, strides=strides, use_bias=False)(x)
    main = layers.BatchNormalization()(main)
    main = layers.ReLU()(main)
    main = layers.Conv2D(filters, 3, padding='same', use_bias=False)(main)
    main = layers.BatchNormalization()(main)
    main = layers.ReLU()(main)
    main = layers.Conv2D(out_channels, 1, use_bias=False)(main)
    main = layers.BatchNormalization()(main)

    # project if asked, or if the addition would crash
    if project or strides != 1 or in_channels != out_channels:
        x = layers.Conv2D(out_channels, 1, strides=strides, use_bias=False)(x)
        x = layers.BatchNormalization()(x)

    return layers.ReLU()(layers.Add()([main, x]))
