"""calls a Keras layer, which has weights of its own

conv1x1: loses outputs, arguments
"""
import keras


def conv1x1(x, kernel, bias):
    return keras.layers.Conv2D(kernel.shape[1], 1)(x)
