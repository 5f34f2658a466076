"""global average pooling instead of flatten

auxiliary_head: loses parameters, outputs, training, arguments
  told single_difference
"""
from keras import layers


def auxiliary_head(x, classes):
    y = layers.AveragePooling2D(5, 3)(x)
    y = layers.Conv2D(128, 1, activation="relu")(y)
    y = layers.GlobalAveragePooling2D()(y)
    y = layers.Dense(1024, activation="relu")(y)
    y = layers.Dropout(0.7)(y)
    return layers.Dense(classes, activation="softmax")(y)
