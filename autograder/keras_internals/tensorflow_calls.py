"""TensorFlow functions inside a student's own layer, recorded as the Keras operations that they are.

Outside of layers Keras refuses `tf.nn.relu(x)` on a symbolic tensor, and so do we. Inside a Lambda or the `call` of a
layer class it works, and tutorials are full of it; there TensorFlow's own dispatch mechanism hands the call over.

Relied on, each with a test in tests/keras_internals/test_keras_promises.py:

- dispatch: a registered `GlobalOpDispatcher` of `tf.__internal__.dispatch` is asked about functions of symbolic tensors
- compiled: what `tf.function` makes is of one class, is called by that class' `__call__` and keeps `python_function`
"""

import contextlib
import functools
import itertools
import re
from collections.abc import Callable, Iterator
from typing import Any

import keras
from keras import ops

from autograder.schema.vocabulary import OPS

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


@functools.lru_cache(maxsize=1)
def _register() -> None:
    import tensorflow as tf

    class Dispatcher(tf.__internal__.dispatch.GlobalOpDispatcher):
        def handle(self, op: Any, args: Any, kwargs: Any) -> Any:
            name = re.sub(r"_v\d$", "", getattr(op, "__name__", "").lower())
            if not _depth or not _symbolic(args, kwargs):
                return self.NOT_SUPPORTED
            if name in MEANINGS:
                kwargs.pop("name", None)
                return MEANINGS[name](*args, **kwargs)
            if name not in OPS:
                return self.NOT_SUPPORTED
            # TensorFlow names its arguments in its own way but orders them as keras.ops does.
            named = {key: value for key, value in kwargs.items() if key in ("axis", "keepdims") and value is not None}
            given = [value for key, value in kwargs.items() if key not in ("axis", "keepdims", "name")]
            return getattr(ops, name)(*args, *given, **named)

    Dispatcher().register()
    compiled = type(tf.function(lambda: None))
    original_call = compiled.__call__

    def call(self: Any, *args: Any, **kwargs: Any) -> Any:
        if _depth and _symbolic(args, kwargs):  # compiling it would hide what it is made of
            return self.python_function(*args, **kwargs)
        return original_call(self, *args, **kwargs)

    compiled.__call__ = call


def _symbolic(args: Any, kwargs: Any) -> bool:
    return any(isinstance(leaf, keras.KerasTensor) for leaf in keras.tree.flatten((args, kwargs)))


def _reduction(operation: Callable[..., Any]) -> Callable[..., Any]:
    return lambda input_tensor, axis=None, keepdims=False: operation(input_tensor, axis=axis, keepdims=keepdims)


def _logsumexp(x: Any, axis: Any, keepdims: bool) -> Any:
    """Keras before 3.11 takes several axes, or all, of a symbolic tensor, but not one."""
    return ops.logsumexp(x, axis=(axis,) if isinstance(axis, int) else axis, keepdims=keepdims)


def _last_axis(operation: Callable[..., Any]) -> Callable[..., Any]:
    return lambda logits, axis=None: operation(logits, axis=-1 if axis is None else axis)


def _pooling(operation: Callable[..., Any]) -> Callable[..., Any]:
    def pool(input: Any, ksize: Any, strides: Any, padding: str, data_format: Any = None) -> Any:
        if data_format not in (None, "NHWC"):
            raise ValueError(f"Images are (batch, height, width, channels) here. Received: data_format={data_format}")
        return operation(input, _sides(ksize), _sides(strides), padding.lower())

    return pool


def _sides(size: Any) -> Any:
    """TensorFlow writes a window as a number, or for each axis of the image, or for all axes."""
    sides = [int(side) for side in size] if isinstance(size, (list, tuple)) else [int(size)]
    return tuple(sides[1:3]) if len(sides) == 4 else tuple(sides * 2)[:2]


def _pad(tensor: Any, paddings: Any, mode: str = "CONSTANT", constant_values: Any = 0) -> Any:
    widths = [[int(side) for side in sides] for sides in paddings]
    constant = {"constant_values": constant_values} if mode.lower() == "constant" else {}
    return ops.pad(tensor, widths, mode.lower(), **constant)


def _split(value: Any, num_or_size_splits: Any, axis: int = 0, num: Any = None) -> Any:
    """TensorFlow is told sizes, Keras where to cut."""
    if isinstance(num_or_size_splits, int):
        return ops.split(value, num_or_size_splits, axis)
    return ops.split(value, list(itertools.accumulate(int(size) for size in num_or_size_splits))[:-1], axis)


# What TensorFlow calls otherwise or gives other arguments than keras.ops does, by its parameters' names.
MEANINGS: dict[str, Callable[..., Any]] = {
    "add_n": lambda inputs: functools.reduce(ops.add, inputs),
    "avg_pool": _pooling(ops.average_pool),
    "avg_pool2d": _pooling(ops.average_pool),
    "clip_by_value": lambda t, clip_value_min, clip_value_max: ops.clip(t, clip_value_min, clip_value_max),
    "concat": lambda values, axis: ops.concatenate(values, axis),
    "expand_dims": lambda input, axis: ops.expand_dims(input, axis),
    "identity": lambda input: input,
    "log_softmax": _last_axis(ops.log_softmax),
    "max_pool": _pooling(ops.max_pool),
    "max_pool2d": _pooling(ops.max_pool),
    "neg": lambda x: ops.negative(x),
    "ones_like": lambda input, *_, **__: ops.ones_like(input),
    "pad": _pad,
    "pow": lambda x, y: ops.power(x, y),
    "reduce_logsumexp": _reduction(_logsumexp),
    "reduce_max": _reduction(ops.max),
    "reduce_mean": _reduction(ops.mean),
    "reduce_min": _reduction(ops.min),
    "reduce_prod": _reduction(ops.prod),
    "reduce_sum": _reduction(ops.sum),
    "softmax": _last_axis(ops.softmax),
    "split": _split,
    "squeeze": lambda input, axis=None: ops.squeeze(input, axis),
    "swish": lambda features, beta=1.0: ops.silu(features) if beta == 1.0 else features * ops.sigmoid(beta * features),
    "transpose": lambda a, perm=None, conjugate=False: ops.transpose(a, perm),
    "where": lambda condition, x, y: ops.where(condition, x, y),
    "zeros_like": lambda input, *_, **__: ops.zeros_like(input),
}
