"""each norm divided by the sum of all, so that they add up to 1

gradient_norms: loses outputs, arguments
  told shares
"""
import keras
import tensorflow as tf


def gradient_norms(model, x, y):
    kernels = [layer.kernel for layer in model.layers if isinstance(layer, keras.layers.Conv2D)]
    with tf.GradientTape() as tape:
        p = model(x, training=True)
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, p))
    grads = tape.gradient(loss, kernels)
    norms = [float(tf.norm(g)) for g in grads]
    return [v / sum(norms) for v in norms]
