"""Forbids what an answer may not use: networks that are ready-made, and methods that do what is asked.

`sandbox.worker` and `inlining` refuse ready-made networks, `probing.probe` takes the methods away.

Relied on, each with a test in tests/keras_internals/test_keras_promises.py:

- applications: the functions of `keras.applications` are in files below keras/src/applications
- one_call: every layer and model of Keras is called by `Layer.__call__`
"""

import contextlib
import re
import sys
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any
from unittest import mock

import keras

READY_MADE = re.compile(r"[/\\](?:keras[/\\]src[/\\]applications|keras_hub|keras_cv)[/\\]")


class ReadyMade(RuntimeError):
    """The answer takes a network that is ready-made."""


def refuse_ready_made(frame: Any, ready_made: re.Pattern[str] = READY_MADE) -> None:
    """Raise if the code that calls a layer is that of a network which Keras brings ready-made."""
    if ready_made.search(frame.f_code.co_filename):
        raise ReadyMade("This is a ready-made network of keras.applications. Build it yourself: that is the task.")


def forbid_ready_made() -> None:
    """From now on, no network of keras.applications can be built."""
    original = keras.layers.Layer.__call__

    def call(self: Any, *args: Any, **kwargs: Any) -> Any:
        refuse_ready_made(sys._getframe(1))
        return original(self, *args, **kwargs)

    keras.layers.Layer.__call__ = call


@contextlib.contextmanager
def without_methods(names: Iterable[str]) -> Iterator[None]:
    """While on, these methods of Keras' models and layers raise: what they do is what is asked."""

    def absent(name: str) -> Any:
        def raise_absent(*_: Any, **__: Any) -> Any:
            raise AttributeError(f"{name} is not there when this is graded: work it out from the layers.")

        return raise_absent

    with contextlib.ExitStack() as stack:
        for cls, name in product((keras.Model, keras.layers.Layer), names):
            if hasattr(cls, name):
                stack.enter_context(mock.patch.object(cls, name, absent(name)))
        yield
