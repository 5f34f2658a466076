"""everything padded as "same"

zfnet: loses parameters, outputs, training, arguments
"""
import tensorflow as tf
from tensorflow.keras.layers import *


def conv(x, f, k, s=1, p='same'):
    x = Conv2D(f, k, s, padding=p)(x)
    return Activation('relu')(x)


def zfnet(input_shape=(224, 224, 3), classes=1000):
    img = Input(shape=input_shape)
    net = conv(ZeroPadding2D((1, 1))(img), 96, 7, 2, 'same')
    net = MaxPooling2D(pool_size=3, strides=2, padding='same')(net)
    net = conv(net, 256, 5, 2, 'same')
    net = MaxPooling2D(pool_size=3, strides=2, padding='same')(net)
    net = conv(net, 384, 3)
    net = conv(net, 384, 3)
    net = conv(net, 256, 3)
    net = MaxPooling2D(pool_size=3, strides=2, padding='same')(net)
    net = Flatten()(net)
    net = Dropout(0.5)(Dense(4096, activation='relu')(net))
    net = Dropout(0.5)(Dense(4096, activation='relu')(net))
    return tf.keras.Model(inputs=img, outputs=Dense(classes, activation='softmax')(net))
