"""functools.partial for the convolution, a dataclass for a row of the table

inception: full marks
auxiliary_head: full marks
googlenet: full marks
"""
from dataclasses import astuple, dataclass
from functools import partial

import keras

Conv = partial(keras.layers.Conv2D, padding="same", activation="relu")
Pool = partial(keras.layers.MaxPooling2D, 3, padding="same")


@dataclass
class Row:
    one: int
    three_in: int
    three: int
    five_in: int
    five: int
    pool: int


ROWS = {
    "3a": Row(64, 96, 128, 16, 32, 32),
    "3b": Row(128, 128, 192, 32, 96, 64),
    "4a": Row(192, 96, 208, 16, 48, 64),
    "4b": Row(160, 112, 224, 24, 64, 64),
    "4c": Row(128, 128, 256, 24, 64, 64),
    "4d": Row(112, 144, 288, 32, 64, 64),
    "4e": Row(256, 160, 320, 32, 128, 128),
    "5a": Row(256, 160, 320, 32, 128, 128),
    "5b": Row(384, 192, 384, 48, 128, 128),
}


def inception(x, filters_1x1, reduce_3x3, filters_3x3, reduce_5x5, filters_5x5, pool_proj):
    return keras.layers.Concatenate()([
        Conv(filters_1x1, 1)(x),
        Conv(filters_3x3, 3)(Conv(reduce_3x3, 1)(x)),
        Conv(filters_5x5, 5)(Conv(reduce_5x5, 1)(x)),
        Conv(pool_proj, 1)(Pool(strides=1)(x)),
    ])


def auxiliary_head(x: keras.KerasTensor, classes: int) -> keras.KerasTensor:
    x = Conv(128, 1)(keras.layers.AveragePooling2D(5, 3)(x))
    x = keras.layers.Dense(1024, activation="relu")(keras.layers.Flatten()(x))
    return keras.layers.Dense(classes, activation="softmax")(keras.layers.Dropout(0.7)(x))


def googlenet(input_shape=(224, 224, 3), classes=1000, auxiliary=False):
    images = keras.Input(input_shape)
    x = Pool(strides=2)(Conv(64, 7, strides=2)(images))
    x = Pool(strides=2)(Conv(192, 3)(Conv(64, 1)(x)))
    seen = {}
    for name, row in ROWS.items():
        if name in ("4a", "5a"):
            x = Pool(strides=2)(x)
        x = seen[name] = inception(x, *astuple(row))
    # the head: a 1x1 convolution on the 1x1 map instead of a dense layer
    x = keras.layers.GlobalAveragePooling2D(keepdims=True)(x)
    x = keras.layers.Dropout(0.4)(x)
    x = keras.layers.Conv2D(classes, 1, activation="softmax")(x)
    outputs = [keras.layers.Flatten()(x)]
    if auxiliary:
        outputs += [auxiliary_head(seen[name], classes) for name in ("4a", "4d")]
    return keras.Model(images, outputs)
