"""functions are static methods of a class, assigned to the names asked for

identity_block: full marks
projection_block: full marks
"""
import keras
from keras import layers


class Blocks:
    @staticmethod
    def conv(x, filters, size, strides=1):
        x = layers.Conv2D(filters, size, strides=strides, padding="same", use_bias=False)(x)
        return layers.BatchNormalization()(x)

    @staticmethod
    def identity(x, filters):
        y = Blocks.conv(x, filters, 3)
        y = layers.ReLU()(y)
        y = Blocks.conv(y, filters, 3)
        return layers.ReLU()(layers.Add()([x, y]))

    @classmethod
    def projection(cls, x, filters, strides=2):
        y = cls.conv(x, filters, 3, strides)
        y = layers.ReLU()(y)
        y = cls.conv(y, filters, 3)
        return layers.ReLU()(layers.Add()([cls.conv(x, filters, 1, strides), y]))


identity_block = Blocks.identity
projection_block = Blocks.projection
