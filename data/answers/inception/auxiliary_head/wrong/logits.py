"""no softmax at the end

auxiliary_head: loses outputs, training
  told end_otherwise
"""
from keras import layers


def auxiliary_head(x, classes):
    x = layers.AveragePooling2D(5, 3)(x)
    x = layers.Conv2D(128, 1, activation="relu")(x)
    x = layers.Flatten()(x)
    x = layers.Dense(1024, activation="relu")(x)
    x = layers.Dropout(0.7)(x)
    return layers.Dense(classes)(x)
