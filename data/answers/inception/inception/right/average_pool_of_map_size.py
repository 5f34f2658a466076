"""an average pool as large as the map it gets, then Flatten

inception: full marks
auxiliary_head: full marks
googlenet: full marks
"""
import keras
from keras import layers


def inception(x, filters_1x1, reduce_3x3, filters_3x3, reduce_5x5, filters_5x5, pool_proj):
    def conv(t, f, k):
        return layers.Conv2D(f, k, padding="same", activation=keras.activations.relu)(t)
    return layers.Concatenate()([conv(x, filters_1x1, 1), conv(conv(x, reduce_3x3, 1), filters_3x3, 3),
                                 conv(conv(x, reduce_5x5, 1), filters_5x5, 5),
                                 conv(layers.MaxPooling2D(3, 1, "same")(x), pool_proj, 1)])


def auxiliary_head(x, classes):
    x = layers.AveragePooling2D(5, 3)(x)
    x = layers.Conv2D(128, 1, activation="relu")(x)
    x = layers.Reshape((-1,))(x)
    x = layers.Dense(1024, activation="relu")(x)
    x = layers.Dropout(0.7)(x)
    return layers.Dense(classes, activation="softmax")(x)


def googlenet(input_shape=(224, 224, 3), classes=1000, auxiliary=False):
    inp = layers.Input(input_shape)
    x = layers.Conv2D(64, 7, 2, "same", activation="relu")(inp)
    x = layers.MaxPooling2D(3, 2, "same")(x)
    x = layers.Conv2D(64, 1, activation="relu")(x)
    x = layers.Conv2D(192, 3, padding="same", activation="relu")(x)
    x = layers.MaxPooling2D(3, 2, "same")(x)
    x = inception(x, 64, 96, 128, 16, 32, 32)
    x = inception(x, 128, 128, 192, 32, 96, 64)
    x = layers.MaxPooling2D(3, 2, "same")(x)
    x = inception(x, 192, 96, 208, 16, 48, 64)
    a = x
    x = inception(x, 160, 112, 224, 24, 64, 64)
    x = inception(x, 128, 128, 256, 24, 64, 64)
    x = inception(x, 112, 144, 288, 32, 64, 64)
    d = x
    x = inception(x, 256, 160, 320, 32, 128, 128)
    x = layers.MaxPooling2D(3, 2, "same")(x)
    x = inception(x, 256, 160, 320, 32, 128, 128)
    x = inception(x, 384, 192, 384, 48, 128, 128)
    # 7x7 for 224 x 224 images
    x = layers.AveragePooling2D(pool_size=(x.shape[1], x.shape[2]), strides=1)(x)
    x = layers.Dropout(0.4)(x)
    x = layers.Flatten()(x)
    x = layers.Dense(classes)(x)
    x = layers.Softmax()(x)
    if not auxiliary:
        return keras.Model(inp, x)
    return keras.Model(inp, [x, auxiliary_head(a, classes), auxiliary_head(d, classes)])
