"""kernel and bias together

stem_gradient: loses outputs, arguments
  told bias_too
"""
import keras
import tensorflow as tf


def stem_gradient(model, x, y):
    conv = [l for l in model.layers if isinstance(l, keras.layers.Conv2D)][0]
    with tf.GradientTape() as tape:
        p = model(x, training=True)
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, p))
    grads = tape.gradient(loss, conv.trainable_variables)
    return float(tf.linalg.global_norm(grads))
