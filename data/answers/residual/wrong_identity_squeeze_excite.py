"""a squeeze-and-excitation gate on the branch

identity_block: loses parameters, outputs, arguments
"""
import tensorflow as tf
from tensorflow.keras import layers


def identity_block(x, filters):
    fx = layers.Conv2D(filters, (3, 3), padding='same', use_bias=False)(x)
    fx = layers.BatchNormalization()(fx)
    fx = layers.Activation('relu')(fx)
    fx = layers.Conv2D(filters, (3, 3), padding='same', use_bias=False)(fx)
    fx = layers.BatchNormalization()(fx)
    se = layers.GlobalAveragePooling2D(keepdims=True)(fx)
    se = layers.Dense(filters // 16, activation='relu')(se)
    se = layers.Dense(filters, activation='sigmoid')(se)
    fx = layers.Multiply()([fx, se])
    out = layers.Add()([x, fx])
    out = layers.Activation('relu')(out)
    return out
