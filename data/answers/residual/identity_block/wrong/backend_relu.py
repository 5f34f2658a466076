"""K.relu, which keras.backend does not have any more

identity_block: loses builds, shape, parameters, outputs, training, arguments
  told gone_from_keras
"""
import keras
from keras import backend as K
from keras.layers import BatchNormalization, Conv2D, add


def identity_block(x, filters):
    f = Conv2D(filters, 3, padding='same', use_bias=False)(x)
    f = BatchNormalization()(f)
    f = K.relu(f)
    f = Conv2D(filters, 3, padding='same', use_bias=False)(f)
    f = BatchNormalization()(f)
    return K.relu(add([f, x]))
