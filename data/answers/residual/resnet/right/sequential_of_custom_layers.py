"""resnet is a Sequential whose residual units are a Layer subclass

resnet: full marks
"""
import keras
from keras import layers


class ResidualUnit(layers.Layer):
    """from the Géron book, with a bottleneck added"""

    def __init__(self, filters, strides=1, project=False, bottleneck=False, activation="relu", **kwargs):
        super().__init__(**kwargs)
        self.activation = keras.activations.get(activation)
        conv = lambda f, k, s=1: layers.Conv2D(f, k, strides=s, padding="same", use_bias=False)
        if bottleneck:
            convs = [conv(filters, 1, strides), conv(filters, 3), conv(4 * filters, 1)]
        else:
            convs = [conv(filters, 3, strides), conv(filters, 3)]
        self.main_layers = []
        for c in convs:
            self.main_layers += [c, layers.BatchNormalization(), self.activation]
        self.main_layers.pop()  # no activation before the addition
        self.skip_layers = []
        if project:
            out = 4 * filters if bottleneck else filters
            self.skip_layers = [conv(out, 1, strides), layers.BatchNormalization()]

    def call(self, inputs):
        Z = inputs
        for layer in self.main_layers:
            Z = layer(Z)
        skip_Z = inputs
        for layer in self.skip_layers:
            skip_Z = layer(skip_Z)
        return self.activation(Z + skip_Z)


def resnet(depth, input_shape=(224, 224, 3), classes=1000):
    counts = {18: [2, 2, 2, 2], 34: [3, 4, 6, 3], 50: [3, 4, 6, 3], 101: [3, 4, 23, 3], 152: [3, 8, 36, 3]}
    if depth not in counts:
        raise ValueError("depth must be 18, 34, 50, 101 or 152")
    deep = depth >= 50
    model = keras.Sequential([
        keras.Input(input_shape),
        layers.Conv2D(64, 7, strides=2, padding="same", use_bias=False),
        layers.BatchNormalization(),
        layers.Activation("relu"),
        layers.MaxPool2D(pool_size=3, strides=2, padding="same"),
    ])
    prev_filters = 64
    for filters in [64] * counts[depth][0] + [128] * counts[depth][1] + [256] * counts[depth][2] + [512] * counts[depth][3]:
        strides = 1 if filters == prev_filters else 2
        first = len(model.layers) == 4
        model.add(ResidualUnit(filters, strides, project=strides == 2 or (first and deep), bottleneck=deep))
        prev_filters = filters
    model.add(layers.GlobalAvgPool2D())
    model.add(layers.Flatten())
    model.add(layers.Dense(classes, activation="softmax"))
    return model
