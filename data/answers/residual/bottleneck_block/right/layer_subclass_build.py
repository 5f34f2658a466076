"""a Layer subclass that makes its sublayers in build and says nothing about training

bottleneck_block: full marks
"""
import keras
from keras import layers


@keras.saving.register_keras_serializable(package="hw3")
class Bottleneck(keras.layers.Layer):
    """ResNet bottleneck, Fig. 5 right."""

    def __init__(self, filters, strides=1, project=False, **kwargs):
        super().__init__(**kwargs)
        self.filters = filters
        self.strides = strides
        self.project = project

    def build(self, input_shape):
        f = self.filters
        self.reduce = layers.Conv2D(f, 1, strides=self.strides, use_bias=False)
        self.conv = layers.Conv2D(f, 3, padding="same", use_bias=False)
        self.expand = layers.Conv2D(4 * f, 1, use_bias=False)
        self.bns = [layers.BatchNormalization() for _ in range(3)]
        if self.project:
            self.skip_conv = layers.Conv2D(4 * f, 1, strides=self.strides, use_bias=False)
            self.skip_bn = layers.BatchNormalization()
        super().build(input_shape)

    def call(self, inputs):
        h = keras.ops.relu(self.bns[0](self.reduce(inputs)))
        h = keras.ops.relu(self.bns[1](self.conv(h)))
        h = self.bns[2](self.expand(h))
        skip = self.skip_bn(self.skip_conv(inputs)) if self.project else inputs
        return keras.ops.relu(h + skip)

    def get_config(self):
        config = super().get_config()
        config.update(filters=self.filters, strides=self.strides, project=self.project)
        return config


def bottleneck_block(x, filters, strides=1, project=False):
    return Bottleneck(filters, strides, project)(x)
