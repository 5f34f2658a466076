"""the dense layers work on the map

auxiliary_head: loses shape, parameters, outputs, training, arguments
  told single_difference
"""
from keras import layers


def auxiliary_head(x, classes):
    x = layers.AveragePooling2D(5, 3)(x)
    x = layers.Conv2D(128, 1, activation="relu")(x)
    x = layers.Dense(1024, activation="relu")(x)
    x = layers.Dropout(0.7)(x)
    return layers.Dense(classes, activation="softmax")(x)
