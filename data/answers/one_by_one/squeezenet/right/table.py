"""a table of strings drives the network; regularisers and compile

squeezenet: full marks
"""
import keras
from keras import layers as L, regularizers

PLAN = "conv pool 16 16 pool 32 32 pool 48 48 64 64 drop head"


def fire(x, squeeze, expand):
    opts = dict(activation="relu", kernel_regularizer=regularizers.L2(2e-4), bias_initializer="ones")
    x = L.Conv2D(squeeze, 1, **opts)(x)
    return L.Concatenate()([L.Conv2D(expand, 1, **opts)(x), L.Conv2D(expand, 3, padding="same", **opts)(x)])


def squeezenet(input_shape=(227, 227, 3), classes=1000):
    inputs = x = keras.Input(shape=input_shape, name="photo")
    for word in PLAN.split():
        match word:
            case "conv":
                x = L.Conv2D(64, 3, 2, activation="relu")(x)
            case "pool":
                x = L.MaxPool2D(3, 2)(x)
            case "drop":
                x = L.SpatialDropout2D(0.0)(x) if False else L.Dropout(0.5)(x)
            case "head":
                x = L.Conv2D(classes, 1, activation="relu")(x)
                x = L.Softmax()(L.GlobalAveragePooling2D()(x))
            case squeeze:
                x = fire(x, int(squeeze), 4 * int(squeeze))
    model = keras.Model(inputs, x)
    model.compile("sgd", "sparse_categorical_crossentropy")
    return model
