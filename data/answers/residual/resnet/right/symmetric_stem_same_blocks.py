"""symmetric stem with named layers as in keras.applications, blocks padded same

resnet: full marks
"""
import keras
from keras import layers

BN_AXIS = 3


def block(x, filters, stride=1, conv_shortcut=True, basic=False, name=None):
    out_filters = filters if basic else 4 * filters
    if conv_shortcut:
        shortcut = layers.Conv2D(out_filters, 1, strides=stride, use_bias=False, name=name + "_0_conv")(x)
        shortcut = layers.BatchNormalization(axis=BN_AXIS, epsilon=1.001e-5, name=name + "_0_bn")(shortcut)
    else:
        shortcut = x

    kernels = [(filters, 3, stride), (filters, 3, 1)] if basic else [(filters, 1, stride), (filters, 3, 1), (4 * filters, 1, 1)]
    for i, (f, k, s) in enumerate(kernels, 1):
        x = layers.Conv2D(f, k, strides=s, padding="SAME", use_bias=False, name=f"{name}_{i}_conv")(x)
        x = layers.BatchNormalization(axis=BN_AXIS, epsilon=1.001e-5, name=f"{name}_{i}_bn")(x)
        if i < len(kernels):
            x = layers.Activation("relu", name=f"{name}_{i}_relu")(x)

    x = layers.Add(name=name + "_add")([shortcut, x])
    return layers.Activation("relu", name=name + "_out")(x)


def stack(x, filters, blocks, stride1=2, basic=False, name=None):
    x = block(x, filters, stride1, not basic or stride1 > 1, basic, name=name + "_block1")
    for i in range(2, blocks + 1):
        x = block(x, filters, 1, False, basic, name=f"{name}_block{i}")
    return x


def resnet(depth, input_shape=(224, 224, 3), classes=1000):
    depths = {18: (2, 2, 2, 2), 34: (3, 4, 6, 3), 50: (3, 4, 6, 3), 101: (3, 4, 23, 3), 152: (3, 8, 36, 3)}
    try:
        blocks = depths[depth]
    except KeyError:
        raise ValueError(f"`depth` must be one of {list(depths)}. Received: {depth}") from None
    basic = depth < 50

    img_input = layers.Input(shape=input_shape)
    x = layers.ZeroPadding2D(padding=((3, 3), (3, 3)), name="conv1_pad")(img_input)
    x = layers.Conv2D(64, 7, strides=2, use_bias=False, name="conv1_conv")(x)
    x = layers.BatchNormalization(axis=BN_AXIS, epsilon=1.001e-5, name="conv1_bn")(x)
    x = layers.Activation("relu", name="conv1_relu")(x)
    x = layers.ZeroPadding2D(padding=((1, 1), (1, 1)), name="pool1_pad")(x)
    x = layers.MaxPooling2D(3, strides=2, name="pool1_pool")(x)
    for i, n in enumerate(blocks):
        x = stack(x, 64 << i, n, 1 if i == 0 else 2, basic, name=f"conv{i + 2}")
    x = layers.GlobalAveragePooling2D(name="avg_pool")(x)
    x = layers.Dense(classes, activation="softmax", name="predictions")(x)
    return keras.Model(img_input, x, name=f"resnet{depth}")
