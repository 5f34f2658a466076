"""no activation

shrink_channels: loses outputs, training
  told activation_missing
"""
from keras import layers


def shrink_channels(x, filters):
    return layers.Conv2D(filters, (1, 1))(x)
