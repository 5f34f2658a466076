"""tf.function-decorated helpers and tf.nn functions inside Layer.call; activation given as a lambda

inception: full marks
inception_naive: full marks
auxiliary_head: full marks
"""
import keras
import tensorflow as tf


@tf.function
def join(tensors):
    return tf.concat(tensors, axis=-1)


@tf.function
def pool3(x):
    return tf.nn.max_pool(x, ksize=[1, 3, 3, 1], strides=[1, 1, 1, 1], padding="SAME")


def conv(filters, size, name):
    return keras.layers.Conv2D(filters, size, padding="same", activation=lambda t: tf.maximum(t, 0.0), name=name)


class NaiveModule(keras.layers.Layer):
    def __init__(self, filters):
        super().__init__()
        self.a, self.b, self.c = (conv(f, k, f"c{k}") for f, k in zip(filters, (1, 3, 5)))

    def call(self, x):
        return join([self.a(x), self.b(x), self.c(x), pool3(x)])


class Module(keras.layers.Layer):
    def __init__(self, numbers):
        super().__init__()
        one, r3, three, r5, five, proj = numbers
        self.one = conv(one, 1, "one")
        self.r3, self.three = conv(r3, 1, "r3"), conv(three, 3, "three")
        self.r5, self.five = conv(r5, 1, "r5"), conv(five, 5, "five")
        self.proj = conv(proj, 1, "proj")

    def build(self, input_shape):
        n, h, w, _ = input_shape
        for layer in (self.one, self.r3, self.r5, self.proj):
            layer.build(input_shape)
        self.three.build((n, h, w, self.r3.filters))
        self.five.build((n, h, w, self.r5.filters))
        self.built = True

    def call(self, x):
        return join([self.one(x), self.three(self.r3(x)), self.five(self.r5(x)), self.proj(pool3(x))])


class Head(keras.layers.Layer):
    def __init__(self, classes):
        super().__init__()
        self.conv = conv(128, 1, "conv")
        self.hidden = keras.layers.Dense(1024, activation=tf.nn.relu)
        self.drop = keras.layers.Dropout(0.7)
        self.out = keras.layers.Dense(classes, activation=tf.nn.softmax)

    def call(self, x, training=None):
        x = tf.nn.avg_pool2d(x, 5, 3, "VALID")
        x = self.conv(x)
        x = tf.reshape(x, [-1, x.shape[1] * x.shape[2] * x.shape[3]])
        return self.out(self.drop(self.hidden(x), training=training))


def inception_naive(x, filters_1x1, filters_3x3, filters_5x5):
    return NaiveModule((filters_1x1, filters_3x3, filters_5x5))(x)


def inception(x, filters_1x1, reduce_3x3, filters_3x3, reduce_5x5, filters_5x5, pool_proj):
    return Module((filters_1x1, reduce_3x3, filters_3x3, reduce_5x5, filters_5x5, pool_proj))(x)


def auxiliary_head(x, classes):
    return Head(classes)(x)
