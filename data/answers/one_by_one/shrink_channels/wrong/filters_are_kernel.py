"""Conv2D with its first two arguments changed over

shrink_channels: loses builds, shape, parameters, outputs, training, arguments
"""
import keras


def shrink_channels(x, filters):
    return keras.layers.Conv2D(1, filters, activation="relu")(x)
