"""watches the kernel's tensor itself, with a tf.function around the loss

stem_gradient: full marks
"""
import keras
import tensorflow as tf


def stem_gradient(model, x, y):
    kernel = next(layer.kernel for layer in model.layers if isinstance(layer, keras.layers.Conv2D))

    @tf.function
    def gradient(images, labels):
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch(kernel.value)
            loss = keras.losses.SparseCategoricalCrossentropy(reduction="sum_over_batch_size")(labels, model(images, training=True))
        return tape.gradient(loss, kernel.value)

    return float(tf.linalg.global_norm([gradient(tf.constant(x), tf.constant(y))]))
