"""adds x as it is, with other channels and another size

projection_block: loses builds, shape, parameters, outputs, training, arguments
  told strides_differ
"""
from keras.layers import Activation, Add, BatchNormalization, Conv2D


def projection_block(X, filters, strides=2):
    X_shortcut = X

    ##### MAIN PATH #####
    X = Conv2D(filters, (3, 3), strides=(strides, strides), padding='same', use_bias=False)(X)
    X = BatchNormalization(axis=3)(X)
    X = Activation('relu')(X)

    X = Conv2D(filters, (3, 3), strides=(1, 1), padding='same', use_bias=False)(X)
    X = BatchNormalization(axis=3)(X)

    ##### SHORTCUT PATH #####

    # Final step
    X = Add()([X, X_shortcut])
    X = Activation('relu')(X)
    return X
