"""if, elif, else, and a helper for a stage

vgg: full marks
"""
from tensorflow import keras
from tensorflow.keras import layers


def block(x, filters, n):
    for i in range(n):
        x = layers.Conv2D(filters, (3, 3), padding="same", activation="relu")(x)
    return layers.MaxPooling2D((2, 2))(x)


def vgg(depth, input_shape=(224, 224, 3), classes=1000):
    if depth == 16:
        n = 3
    elif depth == 19:
        n = 4
    else:
        raise ValueError("only 16 and 19")
    img_input = layers.Input(shape=input_shape)
    x = block(img_input, 64, 2)
    x = block(x, 128, 2)
    x = block(x, 256, n)
    x = block(x, 512, n)
    x = block(x, 512, n)
    x = layers.Flatten()(x)
    x = layers.Dense(4096, activation="relu")(x)
    x = layers.Dense(4096, activation="relu")(x)
    x = layers.Dense(classes, activation="softmax")(x)
    return keras.Model(img_input, x)
