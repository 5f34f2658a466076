"""a Layer subclass with its sublayers made in __init__, training handed on to batch normalisation

identity_block: full marks
projection_block: full marks
"""
import keras
from keras import layers


class ResidualBlock(layers.Layer):
    def __init__(self, filters, strides=1, project=False, **kwargs):
        super().__init__(**kwargs)
        self.conv1 = layers.Conv2D(filters, 3, strides=strides, padding="same", use_bias=False)
        self.bn1 = layers.BatchNormalization()
        self.conv2 = layers.Conv2D(filters, 3, padding="same", use_bias=False)
        self.bn2 = layers.BatchNormalization()
        self.project = project
        if project:
            self.conv3 = layers.Conv2D(filters, 1, strides=strides, use_bias=False)
            self.bn3 = layers.BatchNormalization()

    def call(self, x, training=None):
        y = keras.ops.relu(self.bn1(self.conv1(x), training=training))
        y = self.bn2(self.conv2(y), training=training)
        if self.project:
            x = self.bn3(self.conv3(x), training=training)
        return keras.ops.relu(x + y)


def identity_block(x, filters):
    return ResidualBlock(filters)(x)


def projection_block(x, filters, strides=2):
    return ResidualBlock(filters, strides, project=True)(x)
