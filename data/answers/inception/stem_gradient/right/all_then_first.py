"""gradients of all trainable variables, the first of them is the kernel asked for

stem_gradient: full marks
"""
import keras
import tensorflow as tf


def stem_gradient(model, x, y):
    with tf.GradientTape(persistent=True) as tape:
        out = model(x, training=True)
        loss = keras.losses.sparse_categorical_crossentropy(y, out)
        loss = keras.ops.mean(loss)
    stem = next(l for l in model.layers if isinstance(l, keras.layers.Conv2D))
    grads = tape.gradient(loss, model.trainable_variables)
    for variable, gradient in zip(model.trainable_variables, grads):
        if variable is stem.kernel:
            return float(keras.ops.sqrt(keras.ops.sum(gradient**2)))
