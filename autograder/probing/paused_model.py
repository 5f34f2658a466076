"""A model whose calls take a known time, and what it was called with: for questions that have time measured.

`given_models` has it among the models that a case can ask for; `probe` reads off the calls.
"""

import time
from itertools import count
from typing import Any

import keras
import numpy as np
from keras import layers

_calls: list[tuple[int, float, float]] = []  # of models made here: images, and when the call began and ended


def paused_model(
    pause_ms: float, input_shape: tuple[int, ...] = (4, 4, 1), classes: int = 2, first_s: float = 1.0
) -> keras.Model:
    """A tiny network that takes at least so many milliseconds a batch, whatever its size.

    Its first batch takes so many seconds more, as compiling does.
    """
    batches = count()

    def wait(x: Any) -> Any:
        begun = time.perf_counter()
        time.sleep(pause_ms / 1000 + (0.0 if next(batches) else first_s))
        _calls.append((len(x), begun, time.perf_counter()))
        return np.asarray(x)

    class Pause(layers.Layer):
        """Waits for every batch, however the model is called."""

        def __init__(self) -> None:
            super().__init__()
            self.supports_jit = False

        def call(self, x: Any) -> Any:
            if isinstance(x, keras.KerasTensor):
                return x
            if keras.backend.backend() == "tensorflow":
                import tensorflow as tf

                return tf.ensure_shape(tf.numpy_function(wait, [x], tf.float32), x.shape)
            if keras.backend.backend() == "jax":
                import jax

                return jax.pure_callback(wait, jax.ShapeDtypeStruct(x.shape, x.dtype), x)
            wait(keras.ops.convert_to_numpy(x))
            return x

        def compute_output_spec(self, x: Any) -> Any:
            return keras.KerasTensor(x.shape, x.dtype)

    images = keras.Input(input_shape)
    x = layers.GlobalAveragePooling2D()(Pause()(images))
    return keras.Model(images, layers.Dense(classes, activation="softmax")(x))


def forget_calls() -> None:
    """Begin to note the calls of paused models anew."""
    _calls.clear()


def slowest_calls() -> tuple[tuple[int, float], ...]:
    """What paused models were called with since `forget_calls`.

    Returns:
        Each number of images in order, and the most milliseconds that whoever called can have found a call with so
        many to take: from the end of the call before it to the beginning of the next, or to now. The very first call,
        which is for warming up, takes 0.
    """
    begins = [begun for _, begun, _ in _calls[1:]] + [time.perf_counter()]
    found: dict[int, float] = {}
    for at, (images, _, _) in enumerate(_calls):
        longest = 1000 * (begins[at] - _calls[at - 1][2]) if at else 0.0
        found[images] = max(longest, found.get(images, 0.0))
    return tuple(found.items())
