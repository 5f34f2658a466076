"""a dictionary of depths, helper blocks, one loop over the stages

identity_block: full marks
projection_block: full marks
bottleneck_block: full marks
resnet: full marks
"""
import keras
from keras import layers

CONFIGS = {
    18: ("basic", [2, 2, 2, 2]),
    34: ("basic", [3, 4, 6, 3]),
    50: ("bottleneck", [3, 4, 6, 3]),
    101: ("bottleneck", [3, 4, 23, 3]),
    152: ("bottleneck", [3, 8, 36, 3]),
}


def conv_bn(x, filters, size, strides=1):
    x = layers.Conv2D(filters, size, strides=strides, padding="same", use_bias=False)(x)
    return layers.BatchNormalization()(x)


def identity_block(x, filters):
    y = layers.ReLU()(conv_bn(x, filters, 3))
    y = conv_bn(y, filters, 3)
    return layers.ReLU()(layers.Add()([y, x]))


def projection_block(x, filters, strides=2):
    y = layers.ReLU()(conv_bn(x, filters, 3, strides))
    y = conv_bn(y, filters, 3)
    return layers.ReLU()(layers.Add()([y, conv_bn(x, filters, 1, strides)]))


def bottleneck_block(x, filters, strides=1, project=False):
    y = layers.ReLU()(conv_bn(x, filters, 1, strides))
    y = layers.ReLU()(conv_bn(y, filters, 3))
    y = conv_bn(y, 4 * filters, 1)
    if project:
        x = conv_bn(x, 4 * filters, 1, strides)
    return layers.ReLU()(layers.Add()([y, x]))


def resnet(depth, input_shape=(224, 224, 3), classes=1000):
    if depth not in CONFIGS:
        raise ValueError(f"depth must be one of {sorted(CONFIGS)}, got {depth}")
    kind, repeats = CONFIGS[depth]

    inputs = keras.Input(shape=input_shape)
    x = layers.ReLU()(conv_bn(inputs, 64, 7, 2))
    x = layers.MaxPooling2D(3, strides=2, padding="same")(x)
    for stage, n in enumerate(repeats):
        filters = 64 * 2**stage
        for i in range(n):
            strides = 2 if stage > 0 and i == 0 else 1
            if kind == "bottleneck":
                x = bottleneck_block(x, filters, strides, project=i == 0)
            elif strides == 2:
                x = projection_block(x, filters, strides)
            else:
                x = identity_block(x, filters)
    x = layers.GlobalAveragePooling2D()(x)
    outputs = layers.Dense(classes, activation="softmax")(x)
    return keras.Model(inputs, outputs, name=f"resnet{depth}")
