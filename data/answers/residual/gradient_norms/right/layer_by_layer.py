"""a tape of its own for every layer, NumPy's square root

gradient_norms: full marks
"""
import numpy as np
import keras
import tensorflow as tf

loss_fn = keras.losses.SparseCategoricalCrossentropy()


def gradient_norms(model, x, y):
    """one gradient after the other"""
    norms = []
    for layer in model.layers:
        if type(layer).__name__ == "Conv2D":
            with tf.GradientTape() as tape:
                loss = loss_fn(y, model(x, training=True))
            g = tape.gradient(loss, layer.kernel).numpy()
            norms.append(float(np.sqrt(np.sum(g ** 2))))
    return norms
