"""use_bias left at its default in every convolution

identity_block: loses parameters, outputs, training, arguments
  told bias_before_bn
projection_block: loses parameters, outputs, training, arguments
  told bias_before_bn
"""
from keras.layers import Activation, Add, BatchNormalization, Conv2D
from keras.initializers import glorot_uniform


def identity_block(X, filters):
    # Save the input value. You'll need this later to add back to the main path.
    X_shortcut = X

    # First component of main path
    X = Conv2D(filters=filters, kernel_size=(3, 3), strides=(1, 1), padding='same', kernel_initializer=glorot_uniform(seed=0))(X)
    X = BatchNormalization(axis=3)(X)
    X = Activation('relu')(X)

    # Second component of main path
    X = Conv2D(filters=filters, kernel_size=(3, 3), strides=(1, 1), padding='same', kernel_initializer=glorot_uniform(seed=0))(X)
    X = BatchNormalization(axis=3)(X)

    # Final step: Add shortcut value to main path, and pass it through a RELU activation
    X = Add()([X, X_shortcut])
    X = Activation('relu')(X)

    return X


def projection_block(X, filters, strides=2):
    X_shortcut = X

    ##### MAIN PATH #####
    X = Conv2D(filters, (3, 3), strides=(strides, strides), padding='same')(X)
    X = BatchNormalization(axis=3)(X)
    X = Activation('relu')(X)

    X = Conv2D(filters, (3, 3), strides=(1, 1), padding='same')(X)
    X = BatchNormalization(axis=3)(X)

    ##### SHORTCUT PATH #####
    X_shortcut = Conv2D(filters, (1, 1), strides=(strides, strides), padding='valid')(X_shortcut)
    X_shortcut = BatchNormalization(axis=3)(X_shortcut)

    # Final step
    X = Add()([X, X_shortcut])
    X = Activation('relu')(X)
    return X
