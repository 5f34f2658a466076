"""the pools padded by hand: zeros on the right and below where a column is missing

zfnet: full marks
"""
import keras
from keras import layers


def pool_same(x):
    """zeros do not hurt: after ReLU nothing is negative"""
    h, w = x.shape[1], x.shape[2]
    ph = (1, 1) if h % 2 else (0, 1)
    pw = (1, 1) if w % 2 else (0, 1)
    x = layers.ZeroPadding2D((ph, pw))(x)
    return layers.MaxPooling2D(3, strides=2)(x)


def zfnet(input_shape=(224, 224, 3), classes=1000):
    inputs = layers.Input(input_shape)
    x = layers.ZeroPadding2D(1)(inputs)
    x = layers.Conv2D(96, 7, 2, activation="relu")(x)
    x = pool_same(x)
    x = layers.Conv2D(256, 5, 2, activation="relu")(x)
    x = pool_same(x)
    for f in [384, 384, 256]:
        x = layers.Conv2D(f, 3, padding="same", activation="relu")(x)
    x = layers.MaxPooling2D(3, 2)(x)
    x = layers.Flatten()(x)
    x = layers.Dense(4096, activation="relu")(x)
    x = layers.Dropout(0.5)(x)
    x = layers.Dense(4096, activation="relu")(x)
    x = layers.Dropout(0.5)(x)
    x = layers.Dense(classes, activation="softmax")(x)
    return keras.Model(inputs, x)
