"""Layers without their weights: what measuring and describing a network needs, and no gigabyte more.

Relied on, each with a test in tests/keras_internals/test_keras_promises.py:

- queue: variables made in a `StatelessScope` hold no numbers and wait in keras.src's global "uninitialized_variables"
- checkpoints: on TensorFlow, `KerasAutoTrackable.__setattr__` of keras.src notes attributes for checkpoints, no more
"""

import contextlib
from collections.abc import Iterator
from typing import Any
from unittest import mock

import keras


@contextlib.contextmanager
def without_weights() -> Iterator[None]:
    """While on, layers know the shapes of their weights but allocate none: VGG-16 costs milliseconds, not a gigabyte.

    Keras queues variables made in a StatelessScope to be initialised later; the ones made here are taken off that
    queue, which is private to Keras. On TensorFlow it notes every attribute of a layer twice, once for TensorFlow's
    checkpoints: that is left out, which makes a third of the work.
    """
    from keras.src.backend.common import global_state

    key = "uninitialized_variables"
    before: Any = list(global_state.get_global_attribute(key) or [])
    try:
        with keras.StatelessScope(initialize_variables=False), _without_checkpoints():
            yield
    finally:
        global_state.set_global_attribute(key, before)


def _without_checkpoints() -> contextlib.AbstractContextManager[Any]:
    if keras.backend.backend() != "tensorflow":
        return contextlib.nullcontext()
    from keras.src.backend.tensorflow.trackable import KerasAutoTrackable

    return mock.patch.object(KerasAutoTrackable, "__setattr__", object.__setattr__)
