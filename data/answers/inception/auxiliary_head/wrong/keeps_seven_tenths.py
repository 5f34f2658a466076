"""Dropout(0.3): 0.7 taken for what is kept

auxiliary_head: loses training
  told dropout_rate
"""
from keras import layers


def auxiliary_head(x, classes):
    x = layers.AvgPool2D(pool_size=5, strides=3)(x)
    x = layers.Conv2D(128, kernel_size=1, activation="relu")(x)
    x = layers.Dense(1024, activation="relu")(layers.Flatten()(x))
    x = layers.Dropout(0.3)(x)  # keep_prob = 0.7
    return layers.Dense(classes, activation="softmax")(x)
