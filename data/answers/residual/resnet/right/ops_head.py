"""pooling by ops.mean, softmax by ops.softmax, ReLU by ops.relu

resnet: full marks
"""
import keras
from keras import ops
from keras.layers import BatchNormalization as BN
from keras.layers import Conv2D, Dense, MaxPooling2D


def unit(x, f, s, deep):
    """One residual unit; projects whenever the shape changes."""
    c = x.shape[-1]
    if deep:
        y = ops.relu(BN()(Conv2D(f, 1, s, use_bias=False)(x)))
        y = ops.relu(BN()(Conv2D(f, 3, padding="same", use_bias=False)(y)))
        f *= 4
        y = BN()(Conv2D(f, 1, use_bias=False)(y))
    else:
        y = ops.relu(BN()(Conv2D(f, 3, s, padding="same", use_bias=False)(x)))
        y = BN()(Conv2D(f, 3, padding="same", use_bias=False)(y))
    if s > 1 or c != f:
        x = BN()(Conv2D(f, 1, s, use_bias=False)(x))
    return ops.relu(x + y)


def resnet(depth, input_shape=(224, 224, 3), classes=1000):
    layout = {18: "2 2 2 2", 34: "3 4 6 3", 50: "3 4 6 3", 101: "3 4 23 3", 152: "3 8 36 3"}
    if depth not in layout:
        raise ValueError("ResNet comes in 18, 34, 50, 101, 152 layers")
    i = keras.Input(input_shape)
    x = ops.relu(BN()(Conv2D(64, 7, 2, padding="same", use_bias=False)(i)))
    x = MaxPooling2D(3, 2, padding="same")(x)
    f = 64
    for n, reps in enumerate(map(int, layout[depth].split())):
        for r in range(reps):
            x = unit(x, f, 2 if n and not r else 1, depth >= 50)
        f *= 2
    x = ops.mean(x, axis=(1, 2))
    x = Dense(classes)(x)
    return keras.Model(i, ops.softmax(x))
