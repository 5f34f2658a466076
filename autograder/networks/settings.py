"""Has Keras set as it comes where the course makes or runs something of its own, whatever a notebook has set.

A student's layers keep the student's settings; inputs, models, references and what is compared with them are the
course's. `probing` asks for it where it makes what a function is called with, `size` and `run` for every network.
"""

import contextlib
from collections.abc import Iterator
from typing import Any

import keras
import numpy as np


@contextlib.contextmanager
def course_settings() -> Iterator[None]:
    """While on, Keras computes in float32, channels last, with its own epsilon, and NumPy warns as it does by default.

    What a student has set comes back after, also where something raises.
    """
    config = keras.config
    before = config.floatx(), config.dtype_policy(), config.image_data_format(), config.epsilon()
    try:
        _set("float32", "float32", "channels_last", 1e-7)
        with np.errstate(all="warn", under="ignore"):
            yield
    finally:
        _set(*before)


def course_input(shape: tuple[int | None, ...] | None) -> Any:
    """A symbolic batch of images of a shape without the batch axis, for a student's layers to be called on."""
    with course_settings():
        return keras.Input(shape)


def _set(floatx: str, policy: Any, data_format: str, epsilon: float) -> None:
    keras.config.set_floatx(floatx)
    keras.config.set_dtype_policy(policy)
    keras.config.set_image_data_format(data_format)
    keras.config.set_epsilon(epsilon)
