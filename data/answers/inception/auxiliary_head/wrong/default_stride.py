"""AveragePooling2D(5) strides by 5

auxiliary_head: loses parameters, outputs, training, arguments
  told stride_otherwise
"""
from keras import layers


def auxiliary_head(x, classes):
    x = layers.AveragePooling2D(5)(x)
    x = layers.Conv2D(128, 1, activation="relu")(x)
    x = layers.Flatten()(x)
    x = layers.Dense(1024, activation="relu")(x)
    x = layers.Dropout(0.7)(x)
    x = layers.Dense(classes, activation="softmax")(x)
    return x
