"""Multiple inheritance with mixins, classes nested in classes, a classmethod as factory

mlpconv: full marks
network_in_network: full marks
shrink_channels: full marks
"""
import keras


class ReluMixin:
    """Adds a relu after whatever the parent computes."""

    def call(self, inputs):
        return keras.ops.relu(super().call(inputs))


class NamedMixin:
    counter = 0

    def __init__(self, *args, **kwargs):
        type(self).counter += 1
        kwargs.setdefault("name", f"{type(self).__name__.lower()}_no{type(self).counter}")
        super().__init__(*args, **kwargs)


class ReluConv(NamedMixin, ReluMixin, keras.layers.Conv2D):
    pass


class NiN:
    """A namespace: NiN.Block is a layer, NiN.Head another."""

    class Block(NamedMixin, keras.layers.Layer):
        class Pixel(ReluConv):
            def __init__(self, filters, **kwargs):
                super().__init__(filters, (1, 1), **kwargs)

        def __init__(self, filters, kernel_size, strides=1, **kwargs):
            super().__init__(**kwargs)
            a, b, c = filters
            self.patch = ReluConv(a, kernel_size, strides=strides, padding="same")
            self.pixels = (self.Pixel(b), self.Pixel(c))

        def call(self, x):
            x = self.patch(x)
            for pixel in self.pixels:
                x = pixel(x)
            return x

    class Head(keras.layers.Layer):
        def call(self, x):
            return keras.ops.softmax(keras.ops.mean(x, axis=(-3, -2)))

    @classmethod
    def build(cls, input_shape, classes):
        image = keras.Input(input_shape)
        x = cls.Block((192, 160, 96), 5)(image)
        x = keras.layers.Dropout(0.5)(keras.layers.MaxPool2D((3, 3), (2, 2), "same")(x))
        x = cls.Block((192,) * 3, 5)(x)
        x = keras.layers.Dropout(0.5)(keras.layers.AvgPool2D((3, 3), (2, 2), "same")(x))
        x = cls.Block((192, 192, classes), 3)(x)
        return keras.Model(image, cls.Head()(x))


def shrink_channels(x, filters):
    return NiN.Block.Pixel(filters)(x)


def mlpconv(x, filters, kernel_size, strides=1):
    return NiN.Block(filters, kernel_size, strides)(x)


def network_in_network(input_shape=(32, 32, 3), classes=10):
    return NiN.build(input_shape, classes)
