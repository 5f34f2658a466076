"""an exception class derived from ValueError, stages as nested models

vgg: full marks
"""
import keras


class UnknownDepth(ValueError):
    pass


def stage(filters, n):
    convs = [keras.layers.Conv2D(filters, 3, padding="same", activation="relu") for _ in range(n)]
    return keras.Sequential([*convs, keras.layers.MaxPooling2D()])


def vgg(depth, input_shape=(224, 224, 3), classes=1000):
    if depth not in (16, 19):
        raise UnknownDepth(depth)
    n = (depth - 7) // 3
    x = images = keras.Input(input_shape)
    for filters, count in [(64, 2), (128, 2), (256, n), (512, n), (512, n)]:
        x = stage(filters, count)(x)
    head = keras.Sequential([
        keras.layers.Flatten(),
        keras.layers.Dense(4096, activation=keras.activations.relu),
        keras.layers.Dropout(0.5),
        keras.layers.Dense(4096, activation=keras.activations.relu),
        keras.layers.Dropout(0.5),
        keras.layers.Dense(classes),
        keras.layers.Activation("softmax"),
    ])
    return keras.Model(images, head(x))
