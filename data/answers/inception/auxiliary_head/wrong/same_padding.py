"""the average pool is padded: 5x5 instead of 4x4 places

auxiliary_head: loses parameters, outputs, training, arguments
  told padding_otherwise
"""
from keras import layers


def auxiliary_head(x, classes):
    x = layers.AveragePooling2D(5, strides=3, padding="same")(x)
    x = layers.Conv2D(128, 1, padding="same", activation="relu")(x)
    x = layers.Flatten()(x)
    x = layers.Dense(1024, activation="relu")(x)
    x = layers.Dropout(0.7)(x)
    return layers.Dense(classes, activation="softmax")(x)
