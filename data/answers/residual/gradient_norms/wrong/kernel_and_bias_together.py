"""one norm a layer, but over kernel and bias

gradient_norms: loses outputs, arguments
  told bias_too
"""
import keras
import tensorflow as tf


def gradient_norms(model, x, y):
    result = []
    with tf.GradientTape(persistent=True) as tape:
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, model(x, training=True)))
    for layer in model.layers:
        if isinstance(layer, keras.layers.Conv2D):
            parts = tape.gradient(loss, layer.trainable_weights)
            result.append(float(tf.linalg.global_norm(parts)))
    return result
