"""a 3×3 window

shrink_channels: loses parameters, outputs, training, arguments
  told single_difference
"""
from keras import layers


def shrink_channels(x, filters):
    return layers.Conv2D(filters, (3, 3), padding="same", activation="relu")(x)
