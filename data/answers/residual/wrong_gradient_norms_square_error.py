"""mean squared error against one-hot labels

gradient_norms: loses outputs, arguments
  told square_error
"""
import keras
import tensorflow as tf


def gradient_norms(model, x, y):
    kernels = [layer.kernel for layer in model.layers if isinstance(layer, keras.layers.Conv2D)]
    with tf.GradientTape() as tape:
        p = model(x, training=True)
        loss = tf.reduce_mean(keras.losses.mean_squared_error(tf.one_hot(y, p.shape[-1]), p))
    grads = tape.gradient(loss, kernels)
    return [float(tf.norm(g)) for g in grads]
