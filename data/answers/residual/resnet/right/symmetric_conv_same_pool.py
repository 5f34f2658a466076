"""ZeroPadding2D(3) before the first convolution only, pool and blocks padded same

resnet: full marks
"""
import keras
from keras.layers import *


def res_block(inputs, filters, bottleneck, strides, first):
    if bottleneck:
        plan = [(filters, 1, strides), (filters, 3, 1), (filters * 4, 1, 1)]
    else:
        plan = [(filters, 3, strides), (filters, 3, 1)]

    net = inputs
    for j in range(len(plan)):
        f, k, s = plan[j]
        net = Conv2D(f, k, strides=s, padding='same', use_bias=False)(net)
        net = BatchNormalization()(net)
        if j + 1 < len(plan):
            net = ReLU()(net)

    shortcut = inputs
    if first and (bottleneck or strides == 2):
        shortcut = Conv2D(plan[-1][0], 1, strides=strides, use_bias=False)(shortcut)
        shortcut = BatchNormalization()(shortcut)
    net = add([net, shortcut])
    return ReLU()(net)


def resnet(depth, input_shape=(224, 224, 3), classes=1000):
    allowed = [18, 34, 50, 101, 152]
    if not depth in allowed:
        raise ValueError('depth not in ' + str(allowed))
    layout = [[2, 2, 2, 2], [3, 4, 6, 3], [3, 4, 6, 3], [3, 4, 23, 3], [3, 8, 36, 3]][allowed.index(depth)]

    image = Input(shape=input_shape)
    net = ZeroPadding2D((3, 3))(image)
    net = Conv2D(64, (7, 7), strides=(2, 2), padding='valid', use_bias=False)(net)
    net = BatchNormalization()(net)
    net = ReLU()(net)
    net = MaxPooling2D((3, 3), strides=(2, 2), padding='same')(net)

    filters = 64
    for stage in range(4):
        for k in range(layout[stage]):
            strides = 2 if (k == 0 and stage != 0) else 1
            net = res_block(net, filters, depth >= 50, strides, k == 0)
        filters *= 2

    net = GlobalAvgPool2D()(net)
    net = Dense(classes)(net)
    net = Activation('softmax')(net)
    return keras.models.Model(image, net)
