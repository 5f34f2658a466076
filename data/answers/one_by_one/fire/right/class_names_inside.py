"""A subclassed Layer for the fire module, layers made in an odd order, names and regularisers given.

fire: full marks
squeezenet: full marks
"""
import keras


class Fire(keras.layers.Layer):
    def __init__(self, squeeze, expand, **kwargs):
        super().__init__(**kwargs)
        self.squeeze, self.expand = squeeze, expand
        l2 = keras.regularizers.L2(2e-4)
        # the widest first; the order of creation is not the order of use
        self.expand_3x3 = keras.layers.Conv2D(expand, 3, padding="same", kernel_regularizer=l2, name="e3")
        self.expand_1x1 = keras.layers.Conv2D(expand, 1, kernel_regularizer=l2, name="e1")
        self.squeeze_1x1 = keras.layers.Conv2D(squeeze, 1, activation="relu", kernel_regularizer=l2, name="s1")
        self.join = keras.layers.Concatenate(axis=3)
        self.relu = keras.layers.ReLU()

    def call(self, x):
        s = self.squeeze_1x1(x)
        right = self.expand_3x3(s)
        left = self.expand_1x1(s)
        return self.relu(self.join([left, right]))  # ReLU of both at once

    def get_config(self):
        return {**super().get_config(), "squeeze": self.squeeze, "expand": self.expand}


def fire(x, squeeze, expand):
    return Fire(squeeze, expand)(x)


def squeezenet(input_shape=(227, 227, 3), classes=1000):
    image = keras.layers.Input(input_shape, name="image")
    classify = keras.layers.Conv2D(classes, 1, activation=keras.activations.relu, name="conv10")
    x = keras.layers.Conv2D(64, 3, strides=2, activation="relu", name="conv1")(image)
    number = 2
    for pool, squeezes in ("pool1", [16, 16]), ("pool3", [32, 32]), ("pool5", [48, 48, 64, 64]):
        x = keras.layers.MaxPooling2D(3, strides=2, name=pool)(x)
        for squeeze in squeezes:
            x = Fire(squeeze, 4 * squeeze, name=f"fire{number}")(x)
            number += 1
    x = keras.layers.Dropout(0.5, name="drop9")(x)
    x = classify(x)
    x = keras.layers.GlobalAveragePooling2D(name="pool10")(x)
    return keras.Model(inputs=image, outputs=keras.layers.Softmax(name="prob")(x), name="squeezenet_v1.1")
