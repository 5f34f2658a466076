"""strides=2 written into the body

projection_block: loses arguments
  told stride_fixed
"""
from keras.layers import Activation, Add, BatchNormalization, Conv2D


def projection_block(X, filters, strides=2):
    X_shortcut = X

    ##### MAIN PATH #####
    X = Conv2D(filters, (3, 3), strides=(2, 2), padding='same', use_bias=False)(X)
    X = BatchNormalization(axis=3)(X)
    X = Activation('relu')(X)

    X = Conv2D(filters, (3, 3), strides=(1, 1), padding='same', use_bias=False)(X)
    X = BatchNormalization(axis=3)(X)

    ##### SHORTCUT PATH #####
    X_shortcut = Conv2D(filters, (1, 1), strides=(2, 2), padding='valid', use_bias=False)(X_shortcut)
    X_shortcut = BatchNormalization(axis=3)(X_shortcut)

    # Final step
    X = Add()([X, X_shortcut])
    X = Activation('relu')(X)
    return X
