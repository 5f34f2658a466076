"""global pooling with keepdims, then Flatten; softmax by hand

network_in_network: full marks
"""
import keras
from keras import layers, ops


def mlpconv(x, filters, kernel_size, strides=1):
    for f, k, s in zip(filters, (kernel_size, 1, 1), (strides, 1, 1)):
        x = layers.Conv2D(f, k, strides=s, padding="same", activation=keras.activations.relu)(x)
    return x


def network_in_network(input_shape=(32, 32, 3), classes=10):
    inp = layers.Input(input_shape)
    x = layers.Dropout(0.5)(layers.MaxPool2D((3, 3), (2, 2), padding="same")(mlpconv(inp, [192, 160, 96], 5)))
    x = layers.Dropout(0.5)(layers.AvgPool2D((3, 3), (2, 2), padding="same")(mlpconv(x, [192] * 3, 5)))
    x = mlpconv(x, [192, 192, classes], 3)
    x = layers.GlobalAvgPool2D(keepdims=True)(x)
    x = layers.Flatten()(x)
    e = ops.exp(x - ops.max(x, axis=-1, keepdims=True))
    return keras.Model(inp, e / ops.sum(e, axis=-1, keepdims=True))
