"""a Layer subclass that takes training, and passes it to the first batch normalisation only, the second gets False

identity_block: loses training
"""
import keras
from keras import layers


class Identity(layers.Layer):
    def __init__(self, filters):
        super().__init__()
        self.conv1 = layers.Conv2D(filters, 3, padding="same", use_bias=False)
        self.conv2 = layers.Conv2D(filters, 3, padding="same", use_bias=False)
        self.bn1 = layers.BatchNormalization()
        self.bn2 = layers.BatchNormalization()

    def call(self, x, training=False):
        h = keras.ops.relu(self.bn1(self.conv1(x), training=training))
        h = self.bn2(self.conv2(h), training=False)
        return keras.ops.relu(h + x)


def identity_block(x, filters):
    return Identity(filters)(x)
