"""an Inception layer class with four paths, as in Dive into Deep Learning

inception: full marks
auxiliary_head: full marks
googlenet: full marks
"""
import keras


class Inception(keras.layers.Layer):
    # c1--c4 are the numbers of output channels for each path
    def __init__(self, c1, c2, c3, c4):
        super().__init__()
        self.p1_1 = keras.layers.Conv2D(c1, 1, activation="relu")
        self.p2_1 = keras.layers.Conv2D(c2[0], 1, activation="relu")
        self.p2_2 = keras.layers.Conv2D(c2[1], 3, padding="same", activation="relu")
        self.p3_1 = keras.layers.Conv2D(c3[0], 1, activation="relu")
        self.p3_2 = keras.layers.Conv2D(c3[1], 5, padding="same", activation="relu")
        self.p4_1 = keras.layers.MaxPool2D(3, 1, padding="same")
        self.p4_2 = keras.layers.Conv2D(c4, 1, activation="relu")

    def call(self, x):
        p1 = self.p1_1(x)
        p2 = self.p2_2(self.p2_1(x))
        p3 = self.p3_2(self.p3_1(x))
        p4 = self.p4_2(self.p4_1(x))
        return keras.ops.concatenate([p1, p2, p3, p4], axis=-1)


def inception(x, filters_1x1, reduce_3x3, filters_3x3, reduce_5x5, filters_5x5, pool_proj):
    return Inception(filters_1x1, (reduce_3x3, filters_3x3), (reduce_5x5, filters_5x5), pool_proj)(x)


class Head(keras.layers.Layer):
    def __init__(self, classes):
        super().__init__()
        self.pool = keras.layers.AveragePooling2D(5, 3)
        self.reduce = keras.layers.Conv2D(128, 1, activation="relu")
        self.flat = keras.layers.Flatten()
        self.hidden = keras.layers.Dense(1024, activation="relu")
        self.drop = keras.layers.Dropout(0.7)
        self.classify = keras.layers.Dense(classes, activation="softmax")

    def call(self, x, training=None):
        x = self.flat(self.reduce(self.pool(x)))
        return self.classify(self.drop(self.hidden(x), training=training))


def auxiliary_head(x, classes):
    return Head(classes)(x)


def googlenet(input_shape=(224, 224, 3), classes=1000, auxiliary=False):
    def b1(x):
        x = keras.layers.Conv2D(64, 7, strides=2, padding="same", activation="relu")(x)
        return keras.layers.MaxPool2D(3, 2, padding="same")(x)

    def b2(x):
        x = keras.layers.Conv2D(64, 1, activation="relu")(x)
        x = keras.layers.Conv2D(192, 3, padding="same", activation="relu")(x)
        return keras.layers.MaxPool2D(3, 2, padding="same")(x)

    def b3(x):
        x = Inception(64, (96, 128), (16, 32), 32)(x)
        x = Inception(128, (128, 192), (32, 96), 64)(x)
        return keras.layers.MaxPool2D(3, 2, padding="same")(x)

    def b4(x):
        x = first = Inception(192, (96, 208), (16, 48), 64)(x)
        x = Inception(160, (112, 224), (24, 64), 64)(x)
        x = Inception(128, (128, 256), (24, 64), 64)(x)
        x = second = Inception(112, (144, 288), (32, 64), 64)(x)
        x = Inception(256, (160, 320), (32, 128), 128)(x)
        return keras.layers.MaxPool2D(3, 2, padding="same")(x), first, second

    def b5(x):
        x = Inception(256, (160, 320), (32, 128), 128)(x)
        x = Inception(384, (192, 384), (48, 128), 128)(x)
        return keras.layers.GlobalAvgPool2D()(x)

    inputs = keras.Input(input_shape)
    x, first, second = b4(b3(b2(b1(inputs))))
    x = keras.layers.Dropout(0.4)(b5(x))
    outputs = [keras.layers.Dense(classes, activation="softmax")(x)]
    if auxiliary:
        outputs += [Head(classes)(first), Head(classes)(second)]
    return keras.Model(inputs, outputs)
