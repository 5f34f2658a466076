"""the losses are summed over the images instead of averaged

gradient_norms: loses outputs, arguments
  told sum_of_losses
"""
import keras
import tensorflow as tf


def gradient_norms(model, x, y):
    kernels = [layer.kernel for layer in model.layers if isinstance(layer, keras.layers.Conv2D)]
    with tf.GradientTape() as tape:
        p = model(x, training=True)
        loss = tf.reduce_sum(keras.losses.sparse_categorical_crossentropy(y, p))
    grads = tape.gradient(loss, kernels)
    return [float(tf.norm(g)) for g in grads]
