"""from tensorflow.keras.layers import ..., padding written SAME for convolutions

bottleneck_block: full marks
"""
from tensorflow import keras
from tensorflow.keras.layers import Activation, Add, BatchNormalization, Conv2D


def bottleneck_block(x, filters, strides=1, project=False):
    f1, f2, f3 = filters, filters, 4 * filters

    x_shortcut = x

    x = Conv2D(f1, (1, 1), strides=(strides, strides), padding='VALID', use_bias=False)(x)
    x = BatchNormalization(axis=-1)(x)
    x = Activation(keras.activations.relu)(x)

    x = Conv2D(f2, (3, 3), strides=(1, 1), padding='SAME', use_bias=False)(x)
    x = BatchNormalization(axis=-1)(x)
    x = Activation(keras.activations.relu)(x)

    x = Conv2D(f3, (1, 1), strides=(1, 1), padding='VALID', use_bias=False)(x)
    x = BatchNormalization(axis=-1)(x)

    if project:
        x_shortcut = Conv2D(f3, (1, 1), strides=(strides, strides), padding='VALID', use_bias=False)(x_shortcut)
        x_shortcut = BatchNormalization(axis=-1)(x_shortcut)

    x = Add()([x, x_shortcut])
    x = Activation(keras.activations.relu)(x)
    return x
