"""TensorFlow functions in a student's own layer are recorded as Keras operations that compute the same."""

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf

from autograder.keras_internals.inlining import inlining
from autograder.networks.canonical import decode_graph
from autograder.probing.trace import graph_of

SAID: dict[str, Callable[[Any], Any]] = {
    "relu": tf.nn.relu,
    "leaky_relu": lambda x: tf.nn.leaky_relu(x, alpha=0.1),
    "silu": tf.nn.silu,
    "softmax": tf.nn.softmax,
    "softmax over channels": lambda x: tf.nn.softmax(x, axis=3),
    "log_softmax": tf.nn.log_softmax,
    "max_pool2d": lambda x: tf.nn.max_pool2d(x, ksize=3, strides=1, padding="SAME"),
    "max_pool2d of sides": lambda x: tf.nn.max_pool2d(x, [3, 2], [2, 1], "VALID"),
    "max_pool of axes": lambda x: tf.nn.max_pool(x, ksize=[1, 3, 3, 1], strides=[1, 2, 2, 1], padding="SAME"),
    "avg_pool2d": lambda x: tf.nn.avg_pool2d(x, 3, 1, "SAME"),
    "avg_pool": lambda x: tf.nn.avg_pool(x, 2, 2, "VALID"),
    "concat": lambda x: tf.concat(values=[x, -x], axis=3),
    "concat of floats": lambda x: tf.concat([x, x], -1),
    "add": lambda x: tf.add(x, x),
    "add_n": lambda x: tf.add_n([x, x, x]),
    "operators": lambda x: (x + x) * 2.0 - x / 4.0,
    "multiply": lambda x: tf.multiply(x, 3.0),
    "maximum": lambda x: tf.maximum(x, 0.0),
    "pow": lambda x: tf.pow(x, 2),
    "negative": tf.negative,
    "identity": tf.identity,
    "clip": lambda x: tf.clip_by_value(x, 0.0, 6.0),
    "where": lambda x: tf.where(x > 0, x, tf.zeros_like(x)),
    "ones_like": lambda x: x + tf.ones_like(x),
    "reduce_mean": lambda x: tf.reduce_mean(x, [1, 2]),
    "reduce_mean that keeps": lambda x: tf.reduce_mean(x, axis=[1, 2], keepdims=True),
    "reduce_max": lambda x: tf.reduce_max(x, axis=(1, 2)),
    "reduce_min": lambda x: tf.reduce_min(x, axis=-1),
    "reduce_sum": lambda x: tf.math.reduce_sum(x, axis=-1),
    "reduce_logsumexp": lambda x: tf.reduce_logsumexp(x, axis=-1),
    "pad": lambda x: tf.pad(x, [[0, 0], [1, 2], [3, 0], [0, 0]]),
    "pad of a tensor": lambda x: tf.pad(x, tf.constant([[0, 0], [1, 1], [1, 1], [0, 0]]), "REFLECT"),
    "reshape": lambda x: tf.reshape(x, [-1, 6 * 5 * 4]),
    "transpose": lambda x: tf.transpose(x, perm=[0, 2, 1, 3]),
    "squeeze": lambda x: tf.squeeze(tf.reduce_mean(x, axis=[1, 2], keepdims=True), [1, 2]),
    "expand_dims": lambda x: tf.expand_dims(x, axis=1),
    "split": lambda x: tf.concat(tf.split(x, num_or_size_splits=[1, 3], axis=3)[::-1], axis=3),
    "split in two": lambda x: tf.concat(tf.split(x, 2, axis=-1)[::-1], axis=-1),
    "stack": lambda x: tf.stack([x, x], axis=-1),
    "tile": lambda x: tf.tile(x, [1, 1, 1, 2]),
    "slice": lambda x: x[:, ::2, 1:, :],
}


@pytest.mark.parametrize("function", SAID.values(), ids=SAID)
def test_function_in_a_layer_is_recorded_as_what_it_computes(function: Callable[[Any], Any]) -> None:
    x = keras.Input((6, 5, 4))
    with inlining():
        y = keras.layers.Lambda(function)(x)
        decode_graph(graph_of([x], [y]))
        recorded = keras.Model(x, y)
    images = np.random.default_rng(0).normal(size=(2, 6, 5, 4)).astype("float32")
    np.testing.assert_allclose(recorded(images), function(tf.constant(images)), rtol=1e-5, atol=1e-6)


def test_function_without_a_counterpart_is_refused() -> None:
    with inlining(), pytest.raises(ValueError, match="KerasTensor cannot be used"):
        keras.layers.Lambda(tf.image.rgb_to_hsv)(keras.Input((4, 4, 3)))
