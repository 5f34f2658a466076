"""keras.ops for everything without weights, 3×3 branch made first

shrink_channels: full marks
mlpconv: full marks
fire: full marks
squeezenet: full marks
"""
import keras
from keras import ops


def conv(x, filters, size, strides=1, padding="same"):
    layer = keras.layers.Conv2D(filters, size, strides=strides, padding=padding, kernel_initializer="he_normal")
    return ops.relu(layer(x))


def shrink_channels(x, filters):
    return conv(x, filters, 1)


def mlpconv(x, filters, kernel_size, strides=1):
    a, b, c = filters
    return conv(conv(conv(x, a, kernel_size, strides), b, 1), c, 1)


def fire(x, squeeze, expand):
    x = conv(x, squeeze, 1)
    big = conv(x, expand, 3)
    small = conv(x, expand, 1)
    return ops.concatenate([small, big], axis=3)


def squeezenet(input_shape=(227, 227, 3), classes=1000):
    image = keras.Input(input_shape)
    x = conv(image, 64, 3, strides=2, padding="valid")
    x = ops.max_pool(x, 3, 2)
    for i, squeeze in enumerate([16, 16, 32, 32, 48, 48, 64, 64]):
        if i in (2, 4):
            x = ops.max_pool(x, 3, 2)
        x = fire(x, squeeze, squeeze * 4)
    x = keras.layers.Dropout(0.5)(x)
    x = conv(x, classes, 1)
    x = ops.mean(x, axis=(1, 2))
    return keras.Model(image, ops.softmax(x))
