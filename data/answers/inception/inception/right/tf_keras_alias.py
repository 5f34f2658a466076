"""tensorflow.keras, as in most tutorials, with Activation layers

inception: full marks
auxiliary_head: full marks
googlenet: full marks
"""
import tensorflow as tf
from tensorflow.keras.layers import Activation, AveragePooling2D, Concatenate, Conv2D, Dense, Dropout, Flatten, GlobalAveragePooling2D, Input, MaxPooling2D
from tensorflow.keras.models import Model


def conv2d_relu(x, filters, kernel_size, strides=(1, 1), padding='same'):
    x = Conv2D(filters, kernel_size, strides=strides, padding=padding)(x)
    x = Activation('relu')(x)
    return x


def inception(X, filters_1x1, reduce_3x3, filters_3x3, reduce_5x5, filters_5x5, pool_proj):
    path1 = conv2d_relu(X, filters_1x1, (1, 1))
    path2 = conv2d_relu(X, reduce_3x3, (1, 1))
    path2 = conv2d_relu(path2, filters_3x3, (3, 3))
    path3 = conv2d_relu(X, reduce_5x5, (1, 1))
    path3 = conv2d_relu(path3, filters_5x5, (5, 5))
    path4 = MaxPooling2D((3, 3), strides=(1, 1), padding='same')(X)
    path4 = conv2d_relu(path4, pool_proj, (1, 1))
    return Concatenate(axis=3)([path1, path2, path3, path4])


def auxiliary_head(X, classes):
    X = AveragePooling2D((5, 5), strides=(3, 3))(X)
    X = conv2d_relu(X, 128, (1, 1))
    X = Flatten()(X)
    X = Dense(1024)(X)
    X = Activation('relu')(X)
    X = Dropout(0.7)(X)
    X = Dense(classes)(X)
    return Activation('softmax')(X)


def googlenet(input_shape=(224, 224, 3), classes=1000, auxiliary=False):
    X_input = Input(input_shape)
    X = conv2d_relu(X_input, 64, (7, 7), strides=(2, 2))
    X = MaxPooling2D((3, 3), strides=(2, 2), padding='same')(X)
    X = conv2d_relu(X, 64, (1, 1))
    X = conv2d_relu(X, 192, (3, 3))
    X = MaxPooling2D((3, 3), strides=(2, 2), padding='same')(X)
    X = inception(X, 64, 96, 128, 16, 32, 32)
    X = inception(X, 128, 128, 192, 32, 96, 64)
    X = MaxPooling2D((3, 3), strides=(2, 2), padding='same')(X)
    X = X_4a = inception(X, 192, 96, 208, 16, 48, 64)
    X = inception(X, 160, 112, 224, 24, 64, 64)
    X = inception(X, 128, 128, 256, 24, 64, 64)
    X = X_4d = inception(X, 112, 144, 288, 32, 64, 64)
    X = inception(X, 256, 160, 320, 32, 128, 128)
    X = MaxPooling2D((3, 3), strides=(2, 2), padding='same')(X)
    X = inception(X, 256, 160, 320, 32, 128, 128)
    X = inception(X, 384, 192, 384, 48, 128, 128)
    X = GlobalAveragePooling2D()(X)
    X = Dropout(0.4)(X)
    X = Dense(classes, activation='softmax')(X)
    if auxiliary:
        return Model(inputs=X_input, outputs=[X, auxiliary_head(X_4a, classes), auxiliary_head(X_4d, classes)], name='GoogLeNet')
    return Model(inputs=X_input, outputs=X, name='GoogLeNet')
