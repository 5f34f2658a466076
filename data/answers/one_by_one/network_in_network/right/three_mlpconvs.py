"""mlpconv three times, line by line

mlpconv: full marks
network_in_network: full marks
"""
import keras
from keras import layers


def mlpconv(x, filters, kernel_size, strides=1):
    x = layers.Conv2D(filters[0], kernel_size, strides=strides, padding="same", activation="relu")(x)
    x = layers.Conv2D(filters[1], 1, activation="relu")(x)
    x = layers.Conv2D(filters[2], 1, activation="relu")(x)
    return x


def network_in_network(input_shape=(32, 32, 3), classes=10):
    inputs = keras.Input(input_shape)
    x = mlpconv(inputs, (192, 160, 96), 5)
    x = layers.MaxPooling2D(3, strides=2, padding="same")(x)
    x = layers.Dropout(0.5)(x)
    x = mlpconv(x, (192, 192, 192), 5)
    x = layers.AveragePooling2D(3, strides=2, padding="same")(x)
    x = layers.Dropout(0.5)(x)
    x = mlpconv(x, (192, 192, classes), 3)
    x = layers.GlobalAveragePooling2D()(x)
    outputs = layers.Softmax()(x)
    return keras.Model(inputs, outputs)
