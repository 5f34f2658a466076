"""a layer class of the student's own for convolution, ReLU and pool

alexnet: full marks
"""
import keras


class ConvBlock(keras.layers.Layer):
    def __init__(self, filters, kernel_size, strides=1, padding="same", groups=1, pool=False):
        super().__init__()
        self.conv = keras.layers.Conv2D(
            filters, kernel_size, strides=strides, padding=padding, groups=groups,
            kernel_initializer=keras.initializers.RandomNormal(stddev=0.01),
            kernel_regularizer=keras.regularizers.L2(5e-4),
        )
        self.pool = keras.layers.MaxPooling2D(3, strides=2) if pool else None

    def call(self, x):
        x = keras.activations.relu(self.conv(x))
        return x if self.pool is None else self.pool(x)


def alexnet(input_shape=(227, 227, 3), classes=1000, groups=1):
    inputs = keras.Input(input_shape)
    x = ConvBlock(96, 11, 4, "valid", pool=True)(inputs)
    x = ConvBlock(256, 5, groups=groups, pool=True)(x)
    x = ConvBlock(384, 3)(x)
    x = ConvBlock(384, 3, groups=groups)(x)
    x = ConvBlock(256, 3, groups=groups, pool=True)(x)
    x = keras.layers.Flatten()(x)
    for units in (4096, 4096):
        x = keras.layers.Dropout(0.5)(keras.layers.Dense(units, "relu")(x))
    return keras.Model(inputs, keras.layers.Dense(classes, "softmax")(x))
