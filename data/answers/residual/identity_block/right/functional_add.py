"""layers.add([...]) and keras.activations.relu

identity_block: full marks
projection_block: full marks
"""
import keras
from keras import layers


def identity_block(x, filters):
    """x -> relu(F(x) + x)"""
    out = layers.Conv2D(filters, 3, padding='same', use_bias=False)(x)
    out = layers.BatchNormalization()(out)
    out = keras.activations.relu(out)
    out = layers.Conv2D(filters, 3, padding='same', use_bias=False)(out)
    out = layers.BatchNormalization()(out)
    out = layers.add([out, x])
    out = keras.activations.relu(out)
    return out


def projection_block(x, filters, strides=2):
    """x -> relu(F(x) + W x)"""
    out = layers.Conv2D(filters, 3, strides=strides, padding='same', use_bias=False)(x)
    out = layers.BatchNormalization()(out)
    out = keras.activations.relu(out)
    out = layers.Conv2D(filters, 3, padding='same', use_bias=False)(out)
    out = layers.BatchNormalization()(out)

    res = layers.Conv2D(filters, 1, strides=strides, padding='same', use_bias=False)(x)
    res = layers.BatchNormalization()(res)

    return keras.activations.relu(layers.add([out, res]))
