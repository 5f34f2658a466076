"""every stage is a keras.Model of its own, stem and head are Sequential

resnet: full marks
"""
import keras
from keras import Sequential, layers


def _block(x, filters, strides, project, deep):
    out = 4 * filters if deep else filters
    skip = x
    if project:
        skip = Sequential([layers.Conv2D(out, 1, strides, use_bias=False), layers.BatchNormalization()])(x)
    if deep:
        y = Sequential([
            layers.Conv2D(filters, 1, strides, use_bias=False), layers.BatchNormalization(), layers.ReLU(),
            layers.Conv2D(filters, 3, padding="same", use_bias=False), layers.BatchNormalization(), layers.ReLU(),
            layers.Conv2D(out, 1, use_bias=False), layers.BatchNormalization(),
        ])(x)
    else:
        y = Sequential([
            layers.Conv2D(filters, 3, strides, padding="same", use_bias=False), layers.BatchNormalization(), layers.ReLU(),
            layers.Conv2D(filters, 3, padding="same", use_bias=False), layers.BatchNormalization(),
        ])(x)
    return layers.ReLU()(layers.Add()([skip, y]))


def _stage(shape, filters, blocks, strides, deep, name):
    inputs = keras.Input(shape)
    x = _block(inputs, filters, strides, deep or strides > 1, deep)
    for _ in range(blocks - 1):
        x = _block(x, filters, 1, False, deep)
    return keras.Model(inputs, x, name=name)


def resnet(depth, input_shape=(224, 224, 3), classes=1000):
    if depth not in (18, 34, 50, 101, 152):
        raise ValueError(f"depth {depth} is not available")
    counts = {18: (2, 2, 2, 2), 101: (3, 4, 23, 3), 152: (3, 8, 36, 3)}.get(depth, (3, 4, 6, 3))
    inputs = keras.Input(input_shape)
    x = Sequential([
        layers.Conv2D(64, 7, 2, padding="same", use_bias=False),
        layers.BatchNormalization(),
        layers.ReLU(),
        layers.MaxPooling2D(3, 2, padding="same"),
    ], name="conv1")(inputs)
    for i, blocks in enumerate(counts):
        x = _stage(x.shape[1:], 64 * 2**i, blocks, 2 if i else 1, depth > 34, f"conv{i + 2}_x")(x)
    head = Sequential([layers.GlobalAveragePooling2D(), layers.Dense(classes), layers.Softmax()], name="head")
    return keras.Model(inputs, head(x))
