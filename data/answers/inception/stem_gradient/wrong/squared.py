"""no square root

stem_gradient: loses outputs, arguments
  told squared
"""
import keras
import tensorflow as tf


def stem_gradient(model, x, y):
    conv = [l for l in model.layers if isinstance(l, keras.layers.Conv2D)][0]
    with tf.GradientTape() as tape:
        p = model(x, training=True)
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, p))
    g = tape.gradient(loss, conv.kernel)
    return float(tf.reduce_sum(tf.square(g)))
