"""layers only, one line a layer, every question answered

inception_naive: full marks
inception_naive_multiplications: full marks
inception: full marks
inception_multiplications: full marks
auxiliary_head: full marks
googlenet: full marks
stem_gradient: full marks
"""
import keras
import tensorflow as tf
from keras import layers


def inception_naive(x, filters_1x1, filters_3x3, filters_5x5):
    b1 = layers.Conv2D(filters_1x1, 1, padding="same", activation="relu")(x)
    b2 = layers.Conv2D(filters_3x3, 3, padding="same", activation="relu")(x)
    b3 = layers.Conv2D(filters_5x5, 5, padding="same", activation="relu")(x)
    b4 = layers.MaxPooling2D(3, strides=1, padding="same")(x)
    return layers.Concatenate()([b1, b2, b3, b4])


def inception_naive_multiplications(height, width, channels, filters_1x1, filters_3x3, filters_5x5):
    one = height * width * filters_1x1 * 1 * 1 * channels
    three = height * width * filters_3x3 * 3 * 3 * channels
    five = height * width * filters_5x5 * 5 * 5 * channels
    return one + three + five


def inception(x, filters_1x1, reduce_3x3, filters_3x3, reduce_5x5, filters_5x5, pool_proj):
    b1 = layers.Conv2D(filters_1x1, 1, padding="same", activation="relu")(x)

    b2 = layers.Conv2D(reduce_3x3, 1, padding="same", activation="relu")(x)
    b2 = layers.Conv2D(filters_3x3, 3, padding="same", activation="relu")(b2)

    b3 = layers.Conv2D(reduce_5x5, 1, padding="same", activation="relu")(x)
    b3 = layers.Conv2D(filters_5x5, 5, padding="same", activation="relu")(b3)

    b4 = layers.MaxPooling2D(3, strides=1, padding="same")(x)
    b4 = layers.Conv2D(pool_proj, 1, padding="same", activation="relu")(b4)

    return layers.Concatenate()([b1, b2, b3, b4])


def inception_multiplications(height, width, channels, filters_1x1, reduce_3x3, filters_3x3, reduce_5x5, filters_5x5, pool_proj):
    hw = height * width
    total = hw * filters_1x1 * channels
    total += hw * reduce_3x3 * channels
    total += hw * filters_3x3 * 9 * reduce_3x3
    total += hw * reduce_5x5 * channels
    total += hw * filters_5x5 * 25 * reduce_5x5
    total += hw * pool_proj * channels
    return total


def auxiliary_head(x, classes):
    x = layers.AveragePooling2D(5, strides=3)(x)
    x = layers.Conv2D(128, 1, padding="same", activation="relu")(x)
    x = layers.Flatten()(x)
    x = layers.Dense(1024, activation="relu")(x)
    x = layers.Dropout(0.7)(x)
    return layers.Dense(classes, activation="softmax")(x)


def googlenet(input_shape=(224, 224, 3), classes=1000, auxiliary=False):
    inputs = keras.Input(shape=input_shape)
    x = layers.Conv2D(64, 7, strides=2, padding="same", activation="relu")(inputs)
    x = layers.MaxPooling2D(3, strides=2, padding="same")(x)
    x = layers.Conv2D(64, 1, padding="same", activation="relu")(x)
    x = layers.Conv2D(192, 3, padding="same", activation="relu")(x)
    x = layers.MaxPooling2D(3, strides=2, padding="same")(x)

    x = inception(x, 64, 96, 128, 16, 32, 32)  # 3a
    x = inception(x, 128, 128, 192, 32, 96, 64)  # 3b
    x = layers.MaxPooling2D(3, strides=2, padding="same")(x)

    x = inception(x, 192, 96, 208, 16, 48, 64)  # 4a
    if auxiliary:
        aux1 = auxiliary_head(x, classes)
    x = inception(x, 160, 112, 224, 24, 64, 64)  # 4b
    x = inception(x, 128, 128, 256, 24, 64, 64)  # 4c
    x = inception(x, 112, 144, 288, 32, 64, 64)  # 4d
    if auxiliary:
        aux2 = auxiliary_head(x, classes)
    x = inception(x, 256, 160, 320, 32, 128, 128)  # 4e
    x = layers.MaxPooling2D(3, strides=2, padding="same")(x)

    x = inception(x, 256, 160, 320, 32, 128, 128)  # 5a
    x = inception(x, 384, 192, 384, 48, 128, 128)  # 5b

    x = layers.GlobalAveragePooling2D()(x)
    x = layers.Dropout(0.4)(x)
    out = layers.Dense(classes, activation="softmax")(x)
    if auxiliary:
        return keras.Model(inputs, [out, aux1, aux2])
    return keras.Model(inputs, out)


def stem_gradient(model, x, y):
    for layer in model.layers:
        if isinstance(layer, layers.Conv2D):
            first = layer
            break
    with tf.GradientTape() as tape:
        pred = model(x, training=True)
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, pred))
    grad = tape.gradient(loss, first.kernel)
    return float(tf.norm(grad))
