"""a small ConvBN layer nested in a block layer: custom layers inside a custom layer

identity_block: full marks
projection_block: full marks
bottleneck_block: full marks
"""
import keras


class ConvBN(keras.layers.Layer):
    def __init__(self, filters, kernel_size, strides=1, activation=None):
        super().__init__()
        self.conv = keras.layers.Conv2D(filters, kernel_size, strides, padding="same", use_bias=False)
        self.norm = keras.layers.BatchNormalization()
        self.activation = keras.activations.get(activation)

    def call(self, x, training=None):
        return self.activation(self.norm(self.conv(x), training=training))


class Residual(keras.layers.Layer):
    def __init__(self, main, shortcut=None):
        super().__init__()
        self.main = main
        self.shortcut = shortcut

    def call(self, x, training=None):
        y = x
        for layer in self.main:
            y = layer(y, training=training)
        if self.shortcut is not None:
            x = self.shortcut(x, training=training)
        return keras.ops.relu(y + x)


def identity_block(x, filters):
    return Residual([ConvBN(filters, 3, activation="relu"), ConvBN(filters, 3)])(x)


def projection_block(x, filters, strides=2):
    return Residual([ConvBN(filters, 3, strides, "relu"), ConvBN(filters, 3)], ConvBN(filters, 1, strides))(x)


def bottleneck_block(x, filters, strides=1, project=False):
    main = [ConvBN(filters, 1, strides, "relu"), ConvBN(filters, 3, activation="relu"), ConvBN(4 * filters, 1)]
    return Residual(main, ConvBN(4 * filters, 1, strides) if project else None)(x)
