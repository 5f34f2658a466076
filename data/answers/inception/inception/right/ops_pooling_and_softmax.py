"""keras.ops everywhere: max_pool, average_pool, relu, concatenate, reshape, mean, softmax; a module-level global helper object counts names

inception: full marks
inception_naive: full marks
auxiliary_head: full marks
googlenet: full marks
"""
import collections
import math

import keras
from keras import ops


class Names:
    def __init__(self):
        self.counts = collections.Counter()

    def __call__(self, stem):
        self.counts[stem] += 1
        return f"{stem}{self.counts[stem]}"


NAME = Names()


def conv(x, filters, size, stride=1):
    y = keras.layers.Conv2D(filters, size, stride, padding="same", name=NAME("c"))(x)
    return ops.relu(y)


def pool(x, stride):
    return ops.max_pool(x, pool_size=3, strides=stride, padding="same")


def inception_naive(x, filters_1x1, filters_3x3, filters_5x5):
    return ops.concatenate(
        [conv(x, filters_1x1, 1), conv(x, filters_3x3, 3), conv(x, filters_5x5, 5), pool(x, 1)], axis=-1
    )


def inception(x, filters_1x1, reduce_3x3, filters_3x3, reduce_5x5, filters_5x5, pool_proj):
    paths = [
        [(filters_1x1, 1)],
        [(reduce_3x3, 1), (filters_3x3, 3)],
        [(reduce_5x5, 1), (filters_5x5, 5)],
        [None, (pool_proj, 1)],
    ]
    ends = []
    for path in paths:
        y = x
        for step in path:
            y = conv(y, *step) if step else pool(y, 1)
        ends.append(y)
    return ops.concatenate(ends, axis=len(x.shape) - 1)


def auxiliary_head(x, classes):
    y = ops.average_pool(x, pool_size=(5, 5), strides=(3, 3))
    y = conv(y, 128, 1)
    y = ops.reshape(y, (-1, math.prod(y.shape[1:])))
    y = ops.relu(keras.layers.Dense(1024, name=NAME("d"))(y))
    y = keras.layers.Dropout(0.7, name=NAME("drop"))(y)
    return ops.softmax(keras.layers.Dense(classes, name=NAME("d"))(y), axis=1)


PLAN = [
    (64, 96, 128, 16, 32, 32),
    (128, 128, 192, 32, 96, 64),
    "pool",
    (192, 96, 208, 16, 48, 64),
    "aux",
    (160, 112, 224, 24, 64, 64),
    (128, 128, 256, 24, 64, 64),
    (112, 144, 288, 32, 64, 64),
    "aux",
    (256, 160, 320, 32, 128, 128),
    "pool",
    (256, 160, 320, 32, 128, 128),
    (384, 192, 384, 48, 128, 128),
]


def googlenet(input_shape=(224, 224, 3), classes=1000, auxiliary=False):
    image = keras.Input(input_shape)
    y = pool(conv(image, 64, 7, 2), 2)
    y = pool(conv(conv(y, 64, 1), 192, 3), 2)
    extra = []
    for step in PLAN:
        match step:
            case "pool":
                y = pool(y, 2)
            case "aux":
                if auxiliary:
                    extra += [auxiliary_head(y, classes)]
            case numbers:
                y = inception(y, *numbers)
    y = keras.layers.Dropout(0.4)(ops.mean(y, axis=(1, 2), keepdims=True))
    y = ops.squeeze(y, axis=(1, 2))
    main = ops.softmax(keras.layers.Dense(classes)(y))
    return keras.Model(inputs=image, outputs=[main] + extra if extra else main)
