"""batch normalisation after the pool

resnet: loses training
  told single_difference
"""
import tensorflow as tf
from tensorflow.keras import Model
from tensorflow.keras.layers import (Activation, Add, BatchNormalization, Conv2D, Dense,
                                     GlobalAveragePooling2D, Input, MaxPool2D)


def cb(x, f, k, s=1):
    return BatchNormalization()(Conv2D(f, k, strides=s, padding='same', use_bias=False)(x))


def basic(x, f, s=1, proj=False):
    y = Activation('relu')(cb(x, f, 3, s))
    y = cb(y, f, 3)
    if proj:
        x = cb(x, f, 1, s)
    return Activation('relu')(Add()([x, y]))


def bottleneck(x, f, s=1, proj=False):
    y = Activation('relu')(cb(x, f, 1, s))
    y = Activation('relu')(cb(y, f, 3))
    y = cb(y, f * 4, 1)
    if proj:
        x = cb(x, f * 4, 1, s)
    return Activation('relu')(Add()([x, y]))


def resnet(depth, input_shape=(224, 224, 3), classes=1000):
    if depth == 18:
        a, b, c, d, block = 2, 2, 2, 2, basic
    elif depth == 34:
        a, b, c, d, block = 3, 4, 6, 3, basic
    elif depth == 50:
        a, b, c, d, block = 3, 4, 6, 3, bottleneck
    elif depth == 101:
        a, b, c, d, block = 3, 4, 23, 3, bottleneck
    elif depth == 152:
        a, b, c, d, block = 3, 8, 36, 3, bottleneck
    else:
        raise ValueError("unknown depth")

    inp = Input(input_shape)
    x = Conv2D(64, 7, strides=2, padding='same', use_bias=False)(inp)
    x = MaxPool2D(3, 2, padding='same')(x)
    x = BatchNormalization()(x)
    x = Activation('relu')(x)

    # conv2_x
    x = block(x, 64, 1, proj=(block == bottleneck))
    for _ in range(a - 1):
        x = block(x, 64)
    # conv3_x
    x = block(x, 128, 2, proj=True)
    for _ in range(b - 1):
        x = block(x, 128)
    # conv4_x
    x = block(x, 256, 2, proj=True)
    for _ in range(c - 1):
        x = block(x, 256)
    # conv5_x
    x = block(x, 512, 2, proj=True)
    for _ in range(d - 1):
        x = block(x, 512)

    x = GlobalAveragePooling2D()(x)
    x = Dense(classes, activation='softmax')(x)
    return Model(inputs=inp, outputs=x)
