"""one function for both kinds of blocks, a table of their numbers, a loop in a loop

resnet: full marks
"""
import keras
from keras import layers


def conv_bn(x, filters, kernel, strides=1, relu=True):
    x = layers.Conv2D(filters, kernel, strides=strides, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    return layers.ReLU()(x) if relu else x


def res_block(x, filters, strides, project, bottleneck):
    if bottleneck:
        y = conv_bn(x, filters, 1, strides)
        y = conv_bn(y, filters, 3)
        filters = filters * 4
        y = conv_bn(y, filters, 1, relu=False)
    else:
        y = conv_bn(x, filters, 3, strides)
        y = conv_bn(y, filters, 3, relu=False)
    if project:
        x = conv_bn(x, filters, 1, strides, relu=False)
    return layers.ReLU()(layers.Add()([y, x]))


def resnet(depth, input_shape=(224, 224, 3), classes=1000):
    numbers = {18: [2, 2, 2, 2], 34: [3, 4, 6, 3], 50: [3, 4, 6, 3], 101: [3, 4, 23, 3], 152: [3, 8, 36, 3]}
    if depth not in numbers:
        raise ValueError("depth should be 18, 34, 50, 101 or 152, not " + str(depth))
    bottleneck = depth >= 50

    inputs = keras.Input(shape=input_shape)
    x = conv_bn(inputs, 64, 7, 2)
    x = layers.MaxPooling2D(3, strides=2, padding="same")(x)
    for stage, filters in enumerate([64, 128, 256, 512]):
        for i in range(numbers[depth][stage]):
            strides = 2 if i == 0 and stage > 0 else 1
            project = i == 0 and (bottleneck or stage > 0)
            x = res_block(x, filters, strides, project, bottleneck)
    x = layers.GlobalAveragePooling2D()(x)
    outputs = layers.Dense(classes, activation="softmax")(x)
    return keras.Model(inputs, outputs)
