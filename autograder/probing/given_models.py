"""Makes the models that questions about models are asked with, by name and numbers.

A case asks for one as `{"model": "small_cnn", "depth": 3}`. Unless it says `weights = true` they are made without
weights, so that counting VGG-16 costs milliseconds; with weights, these are a function of their place in the list of
weights alone, equal on every machine and backend. `arguments` calls this.
"""

import math
from collections.abc import Callable
from typing import Any

import keras
from keras import layers

from autograder.errors import CourseError
from autograder.keras_internals.weightless import without_weights
from autograder.networks.randomness import uniform
from autograder.probing.paused_model import paused_model

Shape = tuple[int, ...]
MODELS: dict[str, Callable[..., Any]] = {"paused_model": paused_model}


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
def small_cnn(
    input_shape: Shape = (8, 8, 3), classes: int = 4, depth: int = 3, filters: int = 6, normalised: bool = False
) -> Any:
    """A plain stack of 3×3 convolutions, perhaps on a normalised input, global average pooling and a classifier."""
    images = x = keras.Input(input_shape)
    if normalised:
        x = layers.BatchNormalization()(x)
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


@supplied
def conv_bn_dense(input_shape: Shape = (32, 32, 3), classes: int = 10) -> Any:
    """A convolution of 8 filters with batch normalisation, a max pool and a dense layer."""
    images = keras.Input(input_shape)
    x = layers.Conv2D(8, 3, padding="same", use_bias=False)(images)
    x = layers.ReLU()(layers.BatchNormalization()(x))
    x = layers.Flatten()(layers.MaxPooling2D(2)(x))
    return keras.Model(images, layers.Dense(classes, activation="softmax")(x))


@supplied
def nested_network() -> Any:
    """Models inside a model: a Sequential, and a functional model with a Sequential in it."""
    body = keras.Sequential(
        [
            keras.Input((12, 10, 6)),
            layers.Conv2D(10, 3, padding="same", use_bias=False),
            layers.BatchNormalization(),
            layers.ReLU(),
            layers.Dropout(0.2),
        ]
    )
    inside = keras.Sequential([keras.Input((6, 5, 10)), layers.Conv2D(12, 1, activation="relu"), layers.Flatten()])
    maps = keras.Input((12, 10, 10))
    head = keras.Model(maps, layers.Dense(7, activation="softmax")(inside(layers.MaxPooling2D(2)(maps))))
    images = keras.Input((24, 20, 3))
    return keras.Model(images, head(body(_convolution(images, 6, 5, strides=2))))


@supplied
def shared_layer() -> Any:
    """One convolution that is used twice, and a dropout."""
    images = keras.Input((14, 10, 5))
    shared = layers.Conv2D(5, 3, padding="same", activation="relu")
    x = layers.Dropout(0.3)(shared(shared(images)))
    return keras.Model(images, layers.Dense(4, activation="softmax")(layers.GlobalAveragePooling2D()(x)))


@supplied
def shared_with_nested() -> Any:
    """A convolution that the outer model uses and the model inside it as well."""
    shared = layers.Conv2D(6, 3, padding="same", activation="relu")
    inner = keras.Sequential([keras.Input((9, 11, 6)), shared, layers.BatchNormalization()])
    images = keras.Input((9, 11, 6))
    x = inner(shared(images))
    return keras.Model(images, layers.Dense(3, activation="softmax")(layers.GlobalAveragePooling2D()(x)))


@supplied
def grouped_cnn() -> Any:
    """Convolutions that are strided, grouped, dilated, not square or valid; a dense layer on every pixel."""
    images = keras.Input((33, 29, 4))
    x = layers.Conv2D(8, 5, strides=2, activation="relu")(images)
    x = _convolution(x, 12, 3, groups=4)
    x = layers.Conv2D(9, 3, dilation_rate=2, activation="relu")(x)
    x = layers.Conv2D(6, (1, 5), strides=(2, 1), padding="same", use_bias=False)(x)
    x = layers.ReLU()(layers.BatchNormalization()(x))
    x = layers.Dense(7, activation="relu")(x)
    return keras.Model(images, layers.Dense(5, activation="softmax")(layers.GlobalAveragePooling2D()(x)))


@supplied
def small_sequential() -> Any:
    """A Sequential, which does not list its input layer."""
    return keras.Sequential(
        [
            keras.Input((20, 12, 2)),
            layers.Conv2D(4, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Flatten(),
            layers.Dropout(0.5),
            layers.Dense(3, activation="softmax"),
        ]
    )


@supplied
def two_inputs() -> Any:
    """Two images of different channels, joined after a convolution of one of them; and two outputs."""
    colour, depth = keras.Input((16, 12, 3)), keras.Input((16, 12, 1))
    x = layers.Concatenate()([_convolution(colour, 5), depth])
    x = layers.GlobalAveragePooling2D()(_convolution(x, 7, strides=2))
    return keras.Model([colour, depth], [layers.Dense(4, activation="softmax")(x), layers.Dense(2)(x)])


@supplied
def nested_depthwise(input_shape: Shape = (12, 12, 3), classes: int = 5) -> Any:
    """A Sequential inside a Model, with a further Sequential inside and a depthwise convolution."""
    inner = keras.Sequential([layers.DepthwiseConv2D(3), layers.BatchNormalization(), layers.Conv2D(9, 1)])
    features = keras.Sequential([layers.Conv2D(6, 3, activation="relu"), inner, layers.ReLU()])
    images = keras.Input(input_shape)
    return keras.Model(images, _classifier(features(images), classes))


@supplied
def fully_convolutional(input_shape: Shape = (10, 10, 3), classes: int = 6) -> Any:
    """Convolutions and batch normalisation, and no dense layer."""
    images = keras.Input(input_shape)
    x = layers.BatchNormalization()(_convolution(images, 8, use_bias=False))
    x = layers.GlobalAveragePooling2D()(layers.Conv2D(classes, 1)(x))
    return keras.Model(images, layers.Softmax()(x))


@supplied
def frozen_network(input_shape: Shape = (10, 10, 3), classes: int = 3) -> Any:
    """A network whose convolutions are frozen, as for transfer learning, with a PReLU."""
    images = keras.Input(input_shape)
    x = layers.PReLU(shared_axes=[1, 2])(_convolution(images, 9, activation=None))
    model = keras.Model(images, _classifier(_convolution(x, 5), classes))
    for layer in model.layers[:-1]:
        layer.trainable = False
    return model


@supplied
def shared_model(input_shape: Shape = (10, 10, 3), classes: int = 3) -> Any:
    """A nested model that two images go through, one after the other (a Siamese network)."""
    tower = keras.Sequential([layers.Conv2D(6, 3, activation="relu"), layers.GlobalAveragePooling2D(), layers.Dense(8)])
    one, other = keras.Input(input_shape), keras.Input(input_shape)
    difference = layers.Subtract()([tower(one), tower(other)])
    return keras.Model([one, other], layers.Dense(classes, activation="softmax")(difference))


@supplied
def layer_of_two_models(input_shape: Shape = (10, 10, 3), classes: int = 3) -> Any:
    """Two nested models that have a convolution in common."""
    common = layers.Conv2D(6, 3, activation="relu")
    left = keras.Sequential([common, layers.GlobalAveragePooling2D(), layers.Dense(4)])
    right = keras.Sequential([common, layers.GlobalMaxPooling2D(), layers.Dense(5)])
    images = keras.Input(input_shape)
    x = layers.Concatenate()([left(images), right(images)])
    return keras.Model(images, layers.Dense(classes, activation="softmax")(x))


@supplied
def wide_network(input_shape: Shape = (195, 195, 3), classes: int = 800, groups: int = 1) -> Any:
    """Few convolutions, some in groups, and dense layers that hold nearly all of its 40 million parameters."""
    images = keras.Input(input_shape)
    x = layers.MaxPooling2D(3, strides=2)(_convolution(images, 64, 9, strides=3, padding="valid"))
    x = layers.MaxPooling2D(3, strides=2)(_convolution(x, 192, 5, groups=groups))
    x = _convolution(_convolution(x, 320), 320, groups=groups)
    x = layers.Flatten()(layers.MaxPooling2D(3, strides=2)(x))
    x = layers.Dropout(0.5)(layers.Dense(2400, activation="relu")(x))
    return keras.Model(images, layers.Dense(classes, activation="softmax")(x))


@supplied
def deep_network(input_shape: Shape = (160, 192, 3), classes: int = 100, pairs: int = 12) -> Any:
    """Many layers with batch normalisation and additions, each pair of convolutions after the normalisation."""
    images = keras.Input(input_shape)
    x = _convolution(images, 48, 5, strides=2, activation=None)
    for at in range(pairs):
        y = layers.ReLU()(layers.BatchNormalization()(x))
        y = _convolution(_convolution(y, 24, 1), 48, use_bias=False, activation=None)
        x = layers.Add()([x, y])
        if at % 4 == 3:
            x = layers.AveragePooling2D(2)(x)
    return keras.Model(images, _classifier(layers.ReLU()(x), classes))


@supplied
def network_with_heads(input_shape: Shape = (96, 96, 3), classes: int = 12) -> Any:
    """A stack with a classifier at its end and another halfway."""
    images = keras.Input(input_shape)
    x = layers.MaxPooling2D(2)(_convolution(images, 20))
    head = layers.Dense(classes, activation="softmax")(layers.Flatten()(layers.AveragePooling2D(6)(x)))
    x = layers.Concatenate()([_convolution(x, 16, 1), _convolution(x, 24), layers.MaxPooling2D(3, 1, "same")(x)])
    return keras.Model(images, [_classifier(_convolution(x, 40, strides=2), classes), head])
