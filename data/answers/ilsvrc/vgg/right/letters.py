"""a list with M for max pool, as torchvision has it, without dropout

vgg: full marks
"""
import keras
from keras.layers import Conv2D, Dense, Dropout, Flatten, Input, MaxPooling2D

cfgs = {
    16: [64, 64, "M", 128, 128, "M", 256, 256, 256, "M", 512, 512, 512, "M", 512, 512, 512, "M"],
    19: [64, 64, "M", 128, 128, "M", 256, 256, 256, 256, "M", 512, 512, 512, 512, "M", 512, 512, 512, 512, "M"],
}


def vgg(depth, input_shape=(224, 224, 3), classes=1000):
    try:
        cfg = cfgs[depth]
    except KeyError:
        raise ValueError("depth must be 16 or 19")
    model = keras.Sequential([Input(input_shape)])
    for v in cfg:
        if v == "M":
            model.add(MaxPooling2D(2, 2))
        else:
            model.add(Conv2D(v, 3, padding="same", activation="relu"))
    model.add(Flatten())
    model.add(Dense(4096, activation="relu"))
    model.add(Dense(4096, activation="relu"))
    model.add(Dense(classes, activation="softmax"))
    return model
