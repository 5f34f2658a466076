"""An honest student whose notebook is run beside the one that takes all processors.

earns: full marks
"""

import time

import keras

time.sleep(2.5)


def identity_block(x, filters):
    y = keras.layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    y = keras.layers.ReLU()(keras.layers.BatchNormalization()(y))
    y = keras.layers.Conv2D(filters, 3, padding="same", use_bias=False)(y)
    return keras.layers.ReLU()(keras.layers.BatchNormalization()(y) + x)
