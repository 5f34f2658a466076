"""AlexNet under another name

zfnet: loses parameters, outputs, training, arguments
  told single_difference
"""
from tensorflow import keras
from tensorflow.keras import layers


def zfnet(input_shape=(224, 224, 3), classes=1000):
    inputs = keras.Input(shape=input_shape)

    # 1st layer
    x = layers.Conv2D(96, (11, 11), strides=(4, 4), activation="relu")(inputs)
    x = layers.MaxPooling2D((3, 3), strides=(2, 2))(x)
    # 2nd layer
    x = layers.Conv2D(256, (5, 5), padding="same", activation="relu")(x)
    x = layers.MaxPooling2D((3, 3), strides=(2, 2))(x)
    # 3rd, 4th, 5th layer
    x = layers.Conv2D(384, (3, 3), padding="same", activation="relu")(x)
    x = layers.Conv2D(384, (3, 3), padding="same", activation="relu")(x)
    x = layers.Conv2D(256, (3, 3), padding="same", activation="relu")(x)
    x = layers.MaxPooling2D((3, 3), strides=(2, 2))(x)
    # fully connected
    x = layers.Flatten()(x)
    x = layers.Dense(4096, activation="relu")(x)
    x = layers.Dropout(0.5)(x)
    x = layers.Dense(4096, activation="relu")(x)
    x = layers.Dropout(0.5)(x)
    outputs = layers.Dense(classes, activation="softmax")(x)
    return keras.Model(inputs, outputs)
