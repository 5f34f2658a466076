"""no dropout

auxiliary_head: loses training
  told layer_missing
"""
from keras import layers


def auxiliary_head(x, classes):
    for layer in [layers.AveragePooling2D(5, 3), layers.Conv2D(128, 1, activation="relu"), layers.Flatten(),
                  layers.Dense(1024, activation="relu"), layers.Dense(classes, activation="softmax")]:
        x = layer(x)
    return x
