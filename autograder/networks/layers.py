"""Makes the Keras layer of one operation of a graph, and calls it.

`size` calls operations on symbolic tensors, `run` on numbers.
"""

import json
from functools import lru_cache
from typing import Any

import keras
import numpy as np

from autograder.keras_internals.weightless import without_weights
from autograder.networks.devices import precision
from autograder.networks.graph import Node, Ref
from autograder.schema.vocabulary import EPSILON, LAYERS

MERGE = frozenset(("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum", "Concatenate", "Dot"))
# Of a normalisation: free for students, fixed here; 0 shows the batch's own.
FREE = {"epsilon": EPSILON, "momentum": 0.0}


def apply(node: Node, layer: Any, fetch: Any) -> tuple[Any, ...]:
    """Call a node that has no weights, on symbolic tensors or on numbers.

    Args:
        node: The node; not an input.
        layer: The Keras layer made for it, None for functions and canonical nodes.
        fetch: Function from `Ref` to tensor.

    Returns:
        The tensors that come out.
    """
    args, kwargs = fill(node.args, fetch), fill(node.kwargs, fetch)
    if node.kind == "relu":
        result = keras.ops.relu(*args)
    elif node.kind == "softmax":
        result = keras.ops.softmax(*args)
    elif node.kind == "add":
        result = args[0]
        for other in args[1:]:
            result = keras.ops.add(result, other)
    elif node.kind == "pad":
        result = pad(args[0], node.config["padding"])
    elif node.kind in LAYERS:
        if isinstance(node.config.get("padding"), list) and "pool_size" in node.config:
            args = (pad(args[0], node.config["padding"]), *args[1:])
        if node.kind in MERGE:
            args = (list(args[0]),)
        if node.kind == "AveragePooling2D" and layer.padding == "same":
            result = _average_of_pixels(args[0], layer.pool_size, layer.strides)
        else:
            result = layer.call(*args, **kwargs)
    elif node.kind == "ops.get_item":
        result = args[0][_key(args[1] if len(args) > 1 else kwargs["key"])]
    elif node.kind == "ops.cast" and keras.backend.is_float_dtype(str(node.config.get("dtype"))):
        result = keras.ops.cast(args[0], precision())  # types are free: all is computed in this one
    else:
        result = getattr(keras.ops, node.kind[4:])(*args, **{**node.config, **kwargs})
    return tuple(result) if isinstance(result, (list, tuple)) else (result,)


def _average_of_pixels(images: Any, window: tuple[int, ...], strides: tuple[int, ...]) -> Any:
    """Average pooling with "same" padding that counts pixels alone; Keras on PyTorch would count repeated ones too."""
    padding = []
    for side, size, stride in zip(images.shape[1:3], window, strides, strict=True):
        total = max(((side - 1) // stride) * stride + size - side, 0)
        padding.append([total // 2, total - total // 2])
    pixels = keras.ops.ones_like(images[:1, :, :, :1])
    total, count = (keras.ops.average_pool(pad(it, padding), window, strides, "valid") for it in (images, pixels))
    return keras.ops.divide(total, count)


def pad(image: Any, padding: list[list[int]]) -> Any:
    """Zeros around an image (batch, height, width, channels): [[top, bottom], [left, right]]."""
    return keras.ops.pad(image, [[0, 0], *padding, [0, 0]])


def fill(value: Any, fetch: Any) -> Any:
    """Arguments with tensors in the place of their `Ref`s."""
    if isinstance(value, Ref):
        return fetch(value)
    if isinstance(value, tuple):
        return tuple(fill(item, fetch) for item in value)
    if isinstance(value, dict) and set(value) == {"slice"}:
        return slice(*value["slice"])
    if isinstance(value, dict) and set(value) == {"ellipsis"}:
        return Ellipsis
    if isinstance(value, dict) and set(value) == {"array", "shape"}:
        return np.asarray(value["array"], dtype=precision()).reshape(value["shape"])
    if isinstance(value, dict):
        return {key: fill(item, fetch) for key, item in value.items()}
    return value


def _key(key: Any) -> Any:
    return tuple(key) if isinstance(key, (list, tuple)) else key


@lru_cache(maxsize=4096)
def keras_layer(kind: str, config: str, entering: str, inputs: int) -> Any:
    """The Keras layer for a node. One object serves every node alike: weights are passed in, never held."""
    del entering, inputs  # part of the key: a layer is built for one shape
    settings = json.loads(config)
    trainable = settings.pop("trainable", True)
    if isinstance(settings.get("padding"), list) and kind != "ZeroPadding2D":
        settings["padding"] = "valid"
    if kind == "BatchNormalization":
        settings |= FREE
    with without_weights():
        layer = getattr(keras.layers, kind)(**settings, dtype=precision())
    layer.trainable = trainable
    return layer
