"""pools padded as "same"

squeezenet: loses outputs
  told padding_otherwise
fire: full marks
"""
import keras
from keras.layers import Concatenate, Conv2D, Dropout, GlobalAveragePooling2D, MaxPooling2D, Softmax


def fire(x, squeeze, expand):
    x = Conv2D(squeeze, 1, activation="relu")(x)
    a = Conv2D(expand, 1, activation="relu")(x)
    b = Conv2D(expand, 3, padding="same", activation="relu")(x)
    return Concatenate()([a, b])


def squeezenet(input_shape=(227, 227, 3), classes=1000):
    inputs = keras.Input(input_shape)
    x = Conv2D(64, 3, strides=2, activation="relu")(inputs)
    x = MaxPooling2D(3, 2, padding="same")(x)
    x = fire(x, 16, 64)
    x = fire(x, 16, 64)
    x = MaxPooling2D(3, 2, padding="same")(x)
    x = fire(x, 32, 128)
    x = fire(x, 32, 128)
    x = MaxPooling2D(3, 2, padding="same")(x)
    x = fire(x, 48, 192)
    x = fire(x, 48, 192)
    x = fire(x, 64, 256)
    x = fire(x, 64, 256)
    x = Dropout(0.5)(x)
    x = Conv2D(classes, 1, activation="relu")(x)
    x = GlobalAveragePooling2D()(x)
    return keras.Model(inputs, Softmax()(x))
