"""match statement over the depth, error raised in its last case, recursion over the stages

resnet: full marks
"""
import keras
from keras import layers


def conv(x, filters, size, strides=1):
    return layers.BatchNormalization()(layers.Conv2D(filters, size, strides, "same", use_bias=False)(x))


def block(x, filters, strides, deep):
    width = filters * (4 if deep else 1)
    y = conv(x, filters, 1 if deep else 3, strides)
    if deep:
        y = conv(layers.ReLU()(y), filters, 3)
    y = conv(layers.ReLU()(y), width, 1 if deep else 3)
    skip = conv(x, width, 1, strides) if (strides, x.shape[-1]) != (1, width) else x
    return layers.ReLU()(skip + y)


def stages(x, counts, filters, strides, deep):
    if not counts:
        return x
    x = block(x, filters, strides, deep)
    for _ in range(counts[0] - 1):
        x = block(x, filters, 1, deep)
    return stages(x, counts[1:], 2 * filters, 2, deep)


def resnet(depth, input_shape=(224, 224, 3), classes=1000):
    match depth:
        case 18:
            counts = (2, 2, 2, 2)
        case 34 | 50:
            counts = (3, 4, 6, 3)
        case 101:
            counts = (3, 4, 23, 3)
        case 152:
            counts = (3, 8, 36, 3)
        case _:
            raise ValueError(f"I know 18, 34, 50, 101, 152, but not {depth}")
    inputs = keras.Input(input_shape)
    x = layers.ReLU()(conv(inputs, 64, 7, 2))
    x = layers.MaxPooling2D(3, 2, "same")(x)
    x = stages(x, counts, 64, 1, depth >= 50)
    x = layers.GlobalAveragePooling2D()(x)
    return keras.Model(inputs, layers.Dense(classes, "softmax")(x))
