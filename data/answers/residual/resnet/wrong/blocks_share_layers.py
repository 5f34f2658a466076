"""the blocks of a stage after the first are one model called again and again

resnet: loses parameters, outputs, training, arguments
"""
import keras
from keras import layers


def C(x, filters, kernel, strides=1):
    x = layers.Conv2D(filters, kernel, strides=strides, padding="same", use_bias=False)(x)
    return layers.BatchNormalization()(x)


def make_block(shape, filters, strides, project, deep):
    inp = keras.Input(shape)
    if deep:
        y = C(layers.ReLU()(C(layers.ReLU()(C(inp, filters, 1, strides)), filters, 3)), 4 * filters, 1)
    else:
        y = C(layers.ReLU()(C(inp, filters, 3, strides)), filters, 3)
    skip = C(inp, y.shape[-1], 1, strides) if project else inp
    return keras.Model(inp, layers.ReLU()(layers.Add()([y, skip])))


def resnet(depth, input_shape=(224, 224, 3), classes=1000):
    counts = {18: (2, 2, 2, 2), 34: (3, 4, 6, 3), 50: (3, 4, 6, 3), 101: (3, 4, 23, 3), 152: (3, 8, 36, 3)}
    if depth not in counts:
        raise ValueError(depth)
    deep = depth >= 50
    inputs = keras.Input(input_shape)
    x = layers.ReLU()(C(inputs, 64, 7, 2))
    x = layers.MaxPooling2D(3, 2, padding="same")(x)
    for stage, n in enumerate(counts[depth]):
        filters = 64 * 2**stage
        x = make_block(x.shape[1:], filters, 2 if stage else 1, deep or stage > 0, deep)(x)
        block = make_block(x.shape[1:], filters, 1, False, deep)
        for _ in range(n - 1):
            x = block(x)
    x = layers.GlobalAveragePooling2D()(x)
    return keras.Model(inputs, layers.Dense(classes, activation="softmax")(x))
