"""calls an inception that is not defined in this answer

googlenet: loses builds, shape, parameters, outputs, training, arguments
  told undefined
"""
import keras
from keras import layers


def googlenet(input_shape=(224, 224, 3), classes=1000, auxiliary=False):
    inputs = keras.Input(shape=input_shape)
    x = layers.Conv2D(64, 7, strides=2, padding="same", activation="relu")(inputs)
    x = layers.MaxPooling2D(3, strides=2, padding="same")(x)
    x = layers.Conv2D(64, 1, activation="relu")(x)
    x = layers.Conv2D(192, 3, padding="same", activation="relu")(x)
    x = layers.MaxPooling2D(3, strides=2, padding="same")(x)

    x = inception(x, 64, 96, 128, 16, 32, 32)  # 3a
    x = inception(x, 128, 128, 192, 32, 96, 64)  # 3b
    x = layers.MaxPooling2D(3, strides=2, padding="same")(x)

    x = inception(x, 192, 96, 208, 16, 48, 64)  # 4a
    aux1 = x
    x = inception(x, 160, 112, 224, 24, 64, 64)  # 4b
    x = inception(x, 128, 128, 256, 24, 64, 64)  # 4c
    x = inception(x, 112, 144, 288, 32, 64, 64)  # 4d
    aux2 = x
    x = inception(x, 256, 160, 320, 32, 128, 128)  # 4e
    x = layers.MaxPooling2D(3, strides=2, padding="same")(x)

    x = inception(x, 256, 160, 320, 32, 128, 128)  # 5a
    x = inception(x, 384, 192, 384, 48, 128, 128)  # 5b

    x = layers.GlobalAveragePooling2D()(x)
    x = layers.Dropout(0.4)(x)
    outputs = layers.Dense(classes, activation="softmax")(x)
    if auxiliary:
        outputs = [outputs, auxiliary_head(aux1, classes), auxiliary_head(aux2, classes)]
    return keras.Model(inputs, outputs)
