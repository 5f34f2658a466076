"""shortcuts pad the new channels with zeros, as the paper does on CIFAR-10

small_resnet: loses parameters, outputs, training, arguments
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
            if s == 2:
                x = ops.pad(x[:, ::2, ::2, :], [[0, 0], [0, 0], [0, 0], [f // 4, f // 4]])
            y = y + x
        x = ops.relu(y)
    return keras.Model(inp, Dense(classes, activation="softmax")(GlobalAveragePooling2D()(x)))
