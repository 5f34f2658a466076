"""the signature of another course: (X, f, filters, stage, block)

identity_block: loses builds, shape, parameters, outputs, training, arguments
  told signature
"""
from keras.layers import Activation, Add, BatchNormalization, Conv2D


def identity_block(X, f, filters, stage, block):
    F1, F2 = filters
    X_shortcut = X
    X = Conv2D(F1, (f, f), padding='same', use_bias=False, name='res' + str(stage) + block + '_2a')(X)
    X = BatchNormalization(axis=3)(X)
    X = Activation('relu')(X)
    X = Conv2D(F2, (f, f), padding='same', use_bias=False, name='res' + str(stage) + block + '_2b')(X)
    X = BatchNormalization(axis=3)(X)
    X = Add()([X, X_shortcut])
    return Activation('relu')(X)
