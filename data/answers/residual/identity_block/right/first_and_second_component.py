"""first component, second component, final step: the comments of a well-known course

identity_block: full marks
"""
from keras.layers import Activation, Add, BatchNormalization, Conv2D
from keras.initializers import glorot_uniform


def identity_block(X, filters):
    # Save the input value. You'll need this later to add back to the main path.
    X_shortcut = X

    # First component of main path
    X = Conv2D(filters=filters, kernel_size=(3, 3), strides=(1, 1), padding='same', use_bias=False, kernel_initializer=glorot_uniform(seed=0))(X)
    X = BatchNormalization(axis=3)(X)
    X = Activation('relu')(X)

    # Second component of main path
    X = Conv2D(filters=filters, kernel_size=(3, 3), strides=(1, 1), padding='same', use_bias=False, kernel_initializer=glorot_uniform(seed=0))(X)
    X = BatchNormalization(axis=3)(X)

    # Final step: Add shortcut value to main path, and pass it through a RELU activation
    X = Add()([X, X_shortcut])
    X = Activation('relu')(X)

    return X
