"""A layer of its own that says in its settings that it is a 3×3 convolution, and is a 1×1 one."""

import keras


class Conv2D(keras.layers.Conv2D):
    def __init__(self, filters):
        super().__init__(filters, 1, padding="same", use_bias=False)

    def get_config(self):
        return super().get_config() | {"kernel_size": (3, 3)}


Conv2D.__module__ = "keras.src.layers.convolutional.conv2d"


def identity_block(x, filters):
    return keras.layers.ReLU()(Conv2D(filters)(x))
