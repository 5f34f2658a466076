"""trusts that layer 1 has the right name

stem_gradient: loses builds, outputs, arguments
"""
import keras
import tensorflow as tf


def stem_gradient(model, x, y):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, model(x, training=True)))
    return float(tf.norm(tape.gradient(loss, model.get_layer("conv1").kernel)))
