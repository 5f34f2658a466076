"""calls identity_block and projection_block that are not defined in this answer

resnet: loses builds, shape, parameters, outputs, training, arguments, errors
  told undefined
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
