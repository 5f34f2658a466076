"""categorical cross-entropy on class numbers

stem_gradient: loses builds, outputs, arguments
"""
import keras
import tensorflow as tf


def stem_gradient(model, x, y):
    stem = next(l for l in model.layers if isinstance(l, keras.layers.Conv2D))
    with tf.GradientTape() as tape:
        loss = keras.losses.CategoricalCrossentropy()(y, model(x, training=True))
    return float(tf.norm(tape.gradient(loss, stem.kernel)))
