"""K.int_shape, as in many old ResNet gists

projection_block: loses builds, shape, parameters, outputs, training, arguments
  told output_shape
"""
from keras import backend as K
from keras.layers import Activation, BatchNormalization, Conv2D, add


def projection_block(x, filters, strides=2):
    residual = Conv2D(filters, (3, 3), strides=strides, padding="same", use_bias=False)(x)
    residual = Activation("relu")(BatchNormalization()(residual))
    residual = Conv2D(filters, (3, 3), padding="same", use_bias=False)(residual)
    residual = BatchNormalization()(residual)

    input_shape = K.int_shape(x)
    residual_shape = K.int_shape(residual)
    stride_width = int(round(input_shape[1] / residual_shape[1]))
    stride_height = int(round(input_shape[2] / residual_shape[2]))
    shortcut = Conv2D(residual_shape[3], (1, 1), strides=(stride_width, stride_height), use_bias=False)(x)
    shortcut = BatchNormalization()(shortcut)
    return Activation("relu")(add([shortcut, residual]))
