"""the 1x1 convolution comes before the pool

auxiliary_head: loses outputs, training
  told pooling_after_convolution
"""
from keras import layers


def auxiliary_head(x, classes):
    x = layers.Conv2D(128, 1, activation="relu")(x)
    x = layers.AveragePooling2D(5, 3)(x)
    x = layers.Flatten()(x)
    x = layers.Dense(1024, activation="relu")(x)
    x = layers.Dropout(0.7)(x)
    return layers.Dense(classes, activation="softmax")(x)
