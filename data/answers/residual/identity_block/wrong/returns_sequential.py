"""returns a Sequential that was never called on x

identity_block: loses builds, shape, parameters, outputs, training, arguments
"""
import keras
from keras.layers import BatchNormalization, Conv2D, ReLU

def identity_block(x, filters):
    model = keras.Sequential()
    model.add(Conv2D(filters, 3, padding="same", use_bias=False))
    model.add(BatchNormalization())
    model.add(ReLU())
    model.add(Conv2D(filters, 3, padding="same", use_bias=False))
    model.add(BatchNormalization())
    model.add(ReLU())
    return model
