"""the function is a method of a class and never assigned to the name asked for

identity_block: error
"""
import keras


class ResNet:
    def identity_block(self, x, filters):
        y = keras.layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
        y = keras.layers.BatchNormalization()(y)
        y = keras.layers.ReLU()(y)
        y = keras.layers.Conv2D(filters, 3, padding="same", use_bias=False)(y)
        y = keras.layers.BatchNormalization()(y)
        return keras.layers.ReLU()(x + y)
