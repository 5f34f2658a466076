"""norms of all trainable variables

gradient_norms: loses outputs, arguments
  told all_weights
"""
import keras
import tensorflow as tf


def gradient_norms(model, x, y):
    kernels = model.trainable_variables
    with tf.GradientTape() as tape:
        p = model(x, training=True)
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, p))
    grads = tape.gradient(loss, kernels)
    return [float(tf.norm(g)) for g in grads]
