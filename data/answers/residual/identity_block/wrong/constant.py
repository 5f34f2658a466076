"""a tensor that does not depend on x, with the right shape

identity_block: loses builds, shape, parameters, outputs, training, arguments
"""
import keras
from keras import layers


def identity_block(x, filters):
    zeros = keras.Input(tensor=keras.ops.zeros((1,) + x.shape[1:]))
    return layers.ReLU()(zeros)
