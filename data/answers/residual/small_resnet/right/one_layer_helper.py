"""a helper for one layer, loops over stages and blocks

small_resnet: full marks
"""
import numpy as np
import keras
from keras.models import Model
from keras.layers import Input, Conv2D, BatchNormalization, Activation, Add, GlobalAveragePooling2D, Dense


# helper for one layer
def layer(x, num_filters, size=3, stride=1, act=True):
    x = Conv2D(num_filters, kernel_size=size, strides=stride, padding='same', use_bias=False)(x)
    x = BatchNormalization()(x)
    if act:
        x = Activation('relu')(x)
    return x


def small_resnet(n, residual=True, input_shape=(28,28,1), classes=10):
    inputs = Input(shape=input_shape)
    num_filters = 16
    # first layer
    x = layer(inputs, num_filters)
    # 3 stages
    for stage in range(3):
        for block in range(n):
            stride = 1
            if stage > 0 and block == 0:
                stride = 2
            if residual == True:
                y = layer(x, num_filters, stride=stride)
                y = layer(y, num_filters, act=False)
                if stage > 0 and block == 0:
                    x = layer(x, num_filters, size=1, stride=stride, act=False)
                x = Add()([y, x])
                x = Activation('relu')(x)
            else:
                x = layer(x, num_filters, stride=stride)
                x = layer(x, num_filters)
        num_filters = num_filters * 2
    # classifier
    x = GlobalAveragePooling2D()(x)
    outputs = Dense(classes, activation='softmax')(x)
    model = Model(inputs=inputs, outputs=outputs)
    return model
