"""ResNet v2: pre-activation blocks

resnet: loses parameters, outputs, training, arguments
"""
import keras
from keras import layers


def unit(x, filters, strides, deep):
    out = filters * 4 if deep else filters
    pre = layers.ReLU()(layers.BatchNormalization()(x))
    skip = x
    if strides > 1 or x.shape[-1] != out:
        skip = layers.Conv2D(out, 1, strides=strides, use_bias=False)(pre)
    sizes = [(filters, 1, strides), (filters, 3, 1), (out, 1, 1)] if deep else [(filters, 3, strides), (filters, 3, 1)]
    y = pre
    for i, (f, k, s) in enumerate(sizes):
        if i:
            y = layers.ReLU()(layers.BatchNormalization()(y))
        y = layers.Conv2D(f, k, strides=s, padding="same", use_bias=False)(y)
    return layers.Add()([skip, y])


def resnet(depth, input_shape=(224, 224, 3), classes=1000):
    counts = {18: (2, 2, 2, 2), 34: (3, 4, 6, 3), 50: (3, 4, 6, 3), 101: (3, 4, 23, 3), 152: (3, 8, 36, 3)}
    if depth not in counts:
        raise ValueError(depth)
    inputs = keras.Input(input_shape)
    x = layers.Conv2D(64, 7, strides=2, padding="same", use_bias=False)(inputs)
    x = layers.MaxPooling2D(3, strides=2, padding="same")(x)
    for stage, n in enumerate(counts[depth]):
        for i in range(n):
            x = unit(x, 64 * 2**stage, 2 if stage and i == 0 else 1, depth >= 50)
    x = layers.ReLU()(layers.BatchNormalization()(x))
    x = layers.GlobalAveragePooling2D()(x)
    return keras.Model(inputs, layers.Dense(classes, activation="softmax")(x))
