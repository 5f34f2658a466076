"""every layer that has a kernel, the dense one too

gradient_norms: loses outputs, arguments
  told dense_too
"""
import keras
import tensorflow as tf


def gradient_norms(model, x, y):
    kernels = [layer.kernel for layer in model.layers if hasattr(layer, "kernel")]
    with tf.GradientTape() as tape:
        p = model(x, training=True)
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, p))
    grads = tape.gradient(loss, kernels)
    return [float(tf.norm(g)) for g in grads]
