"""tf.keras as in tutorials of 2019; Lambda layers around tf functions.

inception_naive: full marks
inception: full marks
inception_naive_multiplications: full marks
"""
import tensorflow as tf

L = tf.keras.layers


def rectified(tensor):
    return L.Lambda(lambda t: tf.nn.relu(t))(tensor)


def stacked(tensors):
    return L.Lambda(lambda ts: tf.concat(ts, axis=-1))(tensors)


def conv(tensor, filters, size):
    return rectified(L.Conv2D(filters=filters, kernel_size=size, padding="same", use_bias=True)(tensor))


def pool(tensor):
    return L.Lambda(lambda t: tf.nn.max_pool2d(t, ksize=3, strides=1, padding="SAME"))(tensor)


def inception_naive(x, filters_1x1, filters_3x3, filters_5x5):
    return stacked([conv(x, filters_1x1, 1), conv(x, filters_3x3, 3), conv(x, filters_5x5, 5), pool(x)])


def inception(x, filters_1x1, reduce_3x3, filters_3x3, reduce_5x5, filters_5x5, pool_proj):
    tower_0 = conv(x, filters_1x1, 1)
    tower_1 = conv(x, reduce_3x3, 1)
    tower_1 = conv(tower_1, filters_3x3, 3)
    tower_2 = conv(x, reduce_5x5, 1)
    tower_2 = conv(tower_2, filters_5x5, 5)
    tower_3 = conv(pool(x), pool_proj, 1)
    return stacked([tower_0, tower_1, tower_2, tower_3])


def inception_naive_multiplications(height, width, channels, filters_1x1, filters_3x3, filters_5x5):
    total = 0
    for size, filters in enumerate((filters_1x1, filters_3x3, filters_5x5)):
        kernel = 2 * size + 1
        total += kernel * kernel * channels * filters * height * width
    return total
