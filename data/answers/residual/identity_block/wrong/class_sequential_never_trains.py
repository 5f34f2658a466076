"""a layer class calls its Sequential with training=False, whatever it is given itself

identity_block: loses training
  told bn_mode_fixed
"""
from keras import Sequential, layers, ops


class Identity(layers.Layer):
    def __init__(self, filters):
        super().__init__()
        self.stack = Sequential([
            layers.Conv2D(filters, 3, padding="same", use_bias=False),
            layers.BatchNormalization(),
            layers.ReLU(),
            layers.Conv2D(filters, 3, padding="same", use_bias=False),
            layers.BatchNormalization(),
        ])

    def call(self, x, training=None):
        return ops.relu(x + self.stack(x, training=False))


def identity_block(x, filters):
    return Identity(filters)(x)
