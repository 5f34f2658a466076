"""a table of convolutions and a loop, separate ReLU and Softmax layers

alexnet: full marks
"""
import keras
from keras import layers as L

CONVS = [  # filters, kernel, stride, padding, grouped, pool
    (96, 11, 4, "valid", False, True),
    (256, 5, 1, "same", True, True),
    (384, 3, 1, "same", False, False),
    (384, 3, 1, "same", True, False),
    (256, 3, 1, "same", True, True),
]


def alexnet(input_shape=(227, 227, 3), classes=1000, groups=1):
    x = inp = L.Input(input_shape)
    for filters, kernel, stride, padding, grouped, pool in CONVS:
        x = L.Conv2D(filters, kernel, stride, padding, groups=groups if grouped else 1)(x)
        x = L.ReLU()(x)
        if pool:
            x = L.MaxPool2D(3, 2)(x)
    x = L.Flatten()(x)
    for _ in range(2):
        x = L.Dense(4096, activation="relu")(x)
        x = L.Dropout(0.5)(x)
    x = L.Dense(classes)(x)
    return keras.Model(inp, L.Softmax()(x))
