"""GoogLeNet from a list in the style of VGG configurations, with M for a pool and A for a head

inception: full marks
auxiliary_head: full marks
googlenet: full marks
"""
import keras
from keras import layers as L

CFG = [(64, 96, 128, 16, 32, 32), (128, 128, 192, 32, 96, 64), "M",
       (192, 96, 208, 16, 48, 64), "A", (160, 112, 224, 24, 64, 64), (128, 128, 256, 24, 64, 64),
       (112, 144, 288, 32, 64, 64), "A", (256, 160, 320, 32, 128, 128), "M",
       (256, 160, 320, 32, 128, 128), (384, 192, 384, 48, 128, 128)]


def _c(t, n, k, s=1):
    return L.Conv2D(n, k, s, "same", activation="relu")(t)


def _m(t, s):
    return L.MaxPool2D(3, s, "same")(t)


def inception(x, *f):
    return L.Concatenate()([_c(x, f[0], 1), _c(_c(x, f[1], 1), f[2], 3), _c(_c(x, f[3], 1), f[4], 5), _c(_m(x, 1), f[5], 1)])


def auxiliary_head(x, classes):
    for layer in (L.AvgPool2D(5, 3), L.Conv2D(128, 1, activation="relu"), L.Flatten(), L.Dense(1024, "relu"), L.Dropout(.7), L.Dense(classes, "softmax")):
        x = layer(x)
    return x


def googlenet(input_shape=(224, 224, 3), classes=1000, auxiliary=False):
    i = keras.Input(input_shape)
    x = _m(_c(_c(_m(_c(i, 64, 7, 2), 2), 64, 1), 192, 3), 2)
    aux = []
    for entry in CFG:
        if entry == "M":
            x = _m(x, 2)
        elif entry == "A":
            aux += [auxiliary_head(x, classes)] if auxiliary else []
        else:
            x = inception(x, *entry)
    y = L.Dense(classes, "softmax")(L.Dropout(.4)(L.GlobalAvgPool2D()(x)))
    return keras.Model(i, [y] + aux)
