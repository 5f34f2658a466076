"""dropout before the hidden layer

auxiliary_head: loses training
  told dropout_elsewhere
"""
from keras import layers


def auxiliary_head(x, classes):
    x = layers.AveragePooling2D((5, 5), (3, 3))(x)
    x = layers.Conv2D(128, (1, 1), activation="relu")(x)
    x = layers.Flatten()(x)
    x = layers.Dropout(0.7)(x)
    x = layers.Dense(1024, activation="relu")(x)
    return layers.Dense(classes, activation="softmax")(x)
