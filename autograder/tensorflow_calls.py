"""TensorFlow functions inside a student's own layer, recorded as the Keras operations that they are.

Outside of layers Keras refuses `tf.nn.relu(x)` on a symbolic tensor, and so do we. Inside a Lambda or the `call` of a
layer class it works, and tutorials are full of it; there TensorFlow's own dispatch mechanism hands the call over.
"""

import contextlib
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import keras

from autograder.vocabulary import OPS

RENAMED = {"concat": "concatenate", "reduce_mean": "mean", "reduce_sum": "sum", "reduce_max": "max", "add_v2": "add"}
_depth = 0  # how many layers of the student's are being recorded, one inside the other


@contextlib.contextmanager
def tensorflow_functions_as_keras_ops() -> Iterator[None]:
    """While on, a TensorFlow function called on a symbolic tensor is the function of keras.ops of the same meaning."""
    global _depth
    if keras.backend.backend() == "tensorflow":
        _register()
    _depth += 1
    try:
        yield
    finally:
        _depth -= 1


@lru_cache(maxsize=1)
def _register() -> None:
    import tensorflow as tf

    class Dispatcher(tf.__internal__.dispatch.GlobalOpDispatcher):
        def handle(self, op: Any, args: Any, kwargs: Any) -> Any:
            name = getattr(op, "__name__", "").lower()
            name = RENAMED.get(name, name)
            symbolic = any(isinstance(leaf, keras.KerasTensor) for leaf in keras.tree.flatten((args, kwargs)))
            if not _depth or not symbolic or name not in OPS:
                return self.NOT_SUPPORTED
            # TensorFlow names its arguments in its own way but orders them as keras.ops does.
            named = {key: value for key, value in kwargs.items() if key in ("axis", "keepdims") and value is not None}
            given = [value for key, value in kwargs.items() if key not in ("axis", "keepdims", "name")]
            return getattr(keras.ops, name)(*args, *given, **named)

    Dispatcher().register()
