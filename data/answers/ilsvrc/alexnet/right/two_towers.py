"""the two streams of the paper, joined where they meet there

alexnet: full marks
"""
import keras
from keras import layers


def alexnet(input_shape=(227, 227, 3), classes=1000, groups=1):
    inputs = keras.Input(input_shape)

    def conv(streams, filters, size, **more):
        return [layers.Conv2D(filters // groups, size, activation="relu", **more)(stream) for stream in streams]

    def pool(streams):
        return [layers.MaxPooling2D(3, 2)(stream) for stream in streams]

    def meet(streams):
        return streams[0] if groups == 1 else layers.Concatenate()(streams)

    streams = pool(conv([inputs] * groups, 96, 11, strides=4))
    streams = meet(pool(conv(streams, 256, 5, padding="same")))
    x = layers.Conv2D(384, 3, padding="same", activation="relu")(streams)
    streams = [x] if groups == 1 else keras.ops.split(x, groups, axis=-1)
    streams = conv(conv(streams, 384, 3, padding="same"), 256, 3, padding="same")
    x = layers.Flatten()(meet(pool(streams)))
    for _ in range(2):
        x = layers.Dropout(0.5)(layers.Dense(4096, activation="relu")(x))
    return keras.Model(inputs, layers.Dense(classes, activation="softmax")(x))
