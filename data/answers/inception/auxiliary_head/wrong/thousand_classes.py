"""1000 classes whatever is asked for

auxiliary_head: loses arguments
  told classes_written_in
"""
from keras import layers


def auxiliary_head(x, classes):
    x = layers.AveragePooling2D(5, 3)(x)
    x = layers.Conv2D(128, 1, activation="relu")(x)
    x = layers.Flatten()(x)
    x = layers.Dense(1024, activation="relu")(x)
    x = layers.Dropout(0.7)(x)
    return layers.Dense(1000, activation="softmax")(x)
