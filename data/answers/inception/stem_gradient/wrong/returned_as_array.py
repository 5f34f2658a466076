"""returns the gradient itself

stem_gradient: loses outputs, arguments
  told gradient_itself
"""
import keras
import tensorflow as tf


def stem_gradient(model, x, y):
    stem = next(l for l in model.layers if isinstance(l, keras.layers.Conv2D))
    with tf.GradientTape() as tape:
        loss = keras.losses.SparseCategoricalCrossentropy()(y, model(x, training=True))
    return tape.gradient(loss, stem.kernel).numpy()
