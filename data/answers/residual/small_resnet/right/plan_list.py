"""a list of (filters, stride), + and ops.relu

small_resnet: full marks
"""
import keras
from keras import ops
from keras.layers import BatchNormalization, Conv2D, Dense, GlobalAveragePooling2D


def conv(x, f, k=3, s=1):
    return BatchNormalization()(Conv2D(f, k, s, padding="same", use_bias=False)(x))


def small_resnet(n, residual=True, input_shape=(28, 28, 1), classes=10):
    x = inp = keras.Input(input_shape)
    x = ops.relu(conv(x, 16))
    # one entry per block: (filters, stride)
    plan = [(16, 1)] * n + [(32, 2)] + [(32, 1)] * (n - 1) + [(64, 2)] + [(64, 1)] * (n - 1)
    for f, s in plan:
        y = conv(ops.relu(conv(x, f, 3, s)), f)
        if residual:
            y = y + (x if s == 1 else conv(x, f, 1, s))
        x = ops.relu(y)
    return keras.Model(inp, Dense(classes, activation="softmax")(GlobalAveragePooling2D()(x)))
