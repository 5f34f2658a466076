"""A name and numbers in, a Keras model out: the models that questions about models are asked with.

A case asks for one as `{"model": "small_cnn", "depth": 3}`. Unless it says `weights = true` they are made without
weights, so that counting VGG-16 costs milliseconds; with weights, these are a function of their place in the list of
weights alone, equal on every machine and backend.
"""

import math
import time
from collections.abc import Callable
from typing import Any

import keras
import numpy as np
from keras import layers

from autograder.errors import CourseError
from autograder.randomness import uniform
from autograder.trace import without_weights

Shape = tuple[int, ...]
MODELS: dict[str, Callable[..., Any]] = {}


def supplied(make: Callable[..., Any]) -> Callable[..., Any]:
    """Declare a function that makes a model."""
    MODELS[make.__name__] = make
    return make


def supplied_model(wanted: dict[str, Any]) -> Any:
    """The model that a case asks for.

    Args:
        wanted: "model", its name; "weights", whether it has any; the rest are arguments of the function of that name.

    Raises:
        CourseError: There is no such model.
    """
    named = {key: tuple(value) if isinstance(value, list) else value for key, value in wanted.items()}
    name, weights = named.pop("model"), named.pop("weights", False)
    if name not in MODELS:
        raise CourseError(f"There is no supplied model {name!r}.", hint=f"There are: {', '.join(sorted(MODELS))}.")
    if not weights:
        with without_weights():
            return MODELS[name](**named)
    model = MODELS[name](**named)
    for place, weight in enumerate(model.weights):
        fan_in = max(1, math.prod(weight.shape[:-1]))
        limit = math.sqrt(6 / fan_in) if len(weight.shape) > 1 else 0.3
        low = 0.7 if weight.name in ("gamma", "moving_variance") else -limit
        weight.assign(uniform(f"{name}/{place}", tuple(weight.shape), low, limit if low < 0 else 1.3))
    return model


def _convolution(x: Any, filters: int, size: int = 3, **settings: Any) -> Any:
    chosen: dict[str, Any] = {"padding": "same", "activation": "relu"} | settings
    return layers.Conv2D(filters, size, **chosen)(x)


def _classifier(x: Any, classes: int) -> Any:
    return layers.Dense(classes, activation="softmax")(layers.GlobalAveragePooling2D()(x))


@supplied
def small_cnn(input_shape: Shape = (8, 8, 3), classes: int = 4, depth: int = 3, filters: int = 6) -> Any:
    """A plain stack of 3×3 convolutions, global average pooling and a classifier."""
    images = x = keras.Input(input_shape)
    for at in range(depth):
        x = _convolution(x, filters + at)
    return keras.Model(images, _classifier(x, classes))


@supplied
def branching_cnn(input_shape: Shape = (8, 8, 3), classes: int = 4, filters: int = 6) -> Any:
    """A convolution, two side by side with batch normalisation, and one after them."""
    images = keras.Input(input_shape)
    x = _convolution(images, filters)
    left = layers.BatchNormalization()(_convolution(x, filters, 1, use_bias=False, activation=None))
    right = layers.BatchNormalization()(_convolution(x, filters + 2, use_bias=False, activation=None))
    x = layers.ReLU()(layers.Concatenate()([left, right]))
    return keras.Model(images, _classifier(_convolution(x, filters, strides=2), classes))


class _Paused(keras.Model):
    """A model that takes so many milliseconds for a batch, and a second more for its first."""

    pause_ms = 0.0
    warm = False

    def _wait(self, batches: int = 1) -> None:
        time.sleep(self.pause_ms / 1000 * batches + (0.0 if self.warm else 1.0))
        self.warm = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if args and not isinstance(args[0], keras.KerasTensor):
            self._wait()
        return super().__call__(*args, **kwargs)

    def predict(self, x: Any, batch_size: int | None = None, *args: Any, **kwargs: Any) -> Any:
        self._wait(math.ceil(len(x) / (batch_size or 32)))
        return np.asarray(super().__call__(np.asarray(x)))

    def predict_on_batch(self, x: Any) -> Any:
        self._wait()
        return np.asarray(super().__call__(np.asarray(x)))


@supplied
def paused_model(pause_ms: float, input_shape: Shape = (4, 4, 1), classes: int = 2) -> Any:
    """A tiny network that takes at least so many milliseconds a batch, whatever its size: for measuring time."""
    images = keras.Input(input_shape)
    model = _Paused(images, _classifier(images, classes))
    model.pause_ms = pause_ms
    return model
