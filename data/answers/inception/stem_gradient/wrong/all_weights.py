"""the norm over all weights of the model

stem_gradient: loses outputs, arguments
  told all_weights
"""
import keras
import tensorflow as tf


def stem_gradient(model, x, y):
    with tf.GradientTape() as tape:
        pred = model(x, training=True)
        loss = keras.losses.SparseCategoricalCrossentropy()(y, pred)
    grads = tape.gradient(loss, model.trainable_weights)
    total = 0
    for g in grads:
        total += tf.reduce_sum(g ** 2)
    return float(total ** 0.5)
