"""Describes the graph behind a function's symbolic tensors, as plain data.

Runs beside the student's code, which has run while `inlining()` was on: no node is a black box. `probe` calls it;
`networks.graph` reads the description.
"""

import re
from typing import Any

import keras
import numpy as np

from autograder.errors import BadSubmission
from autograder.keras_internals.inlining import inlining
from autograder.keras_internals.nodes import (
    args_of,
    elementary,
    kwargs_of,
    node_of,
    noted,
    operation_of,
    output_of,
    starts_graph,
    tensors_into,
)
from autograder.networks.settings import course_input
from autograder.schema.vocabulary import LAYERS, OPS

MAX_CONSTANT = 4096  # values in an array that a graph holds as a constant
OWN_WEIGHTS = (
    "The answer makes weights of its own (add_weight or keras.Variable). Use keras.layers, "
    "such as Conv2D, Dense and BatchNormalization, so that its parameters can be compared."
)


class NotInlined(BadSubmission):
    """The graph was recorded while `inlining()` was off: call the model on a fresh input and describe that."""


def graph_of(inputs: list[Any], outputs: list[Any]) -> dict[str, Any]:
    """Describe the graph between symbolic tensors.

    Args:
        inputs: KerasTensors of shape (None, ...) that the function was given.
        outputs: KerasTensors that it returned.

    Returns:
        `{"nodes": [...], "outputs": [[node, output], ...]}` of JSON values, nodes in topological order.

    Raises:
        BadSubmission: A part of the graph can't be described; the message says what to write instead.
    """
    return _Walk(inputs).describe(outputs)


def graph_and_layers(model: Any, shape: tuple[int | None, ...]) -> tuple[dict[str, Any], list[Any]]:
    """Describe a model that is made already, and the operations that its nodes' `owner` counts.

    Args:
        model: A keras.Model with one input.
        shape: Of that input, without the batch axis.

    Raises:
        BadSubmission: As of `graph_of`.
    """
    with inlining():
        walk = _Walk([course_input(shape)])
        outputs = keras.tree.flatten(model(walk.first[0]))
    return walk.describe(outputs), walk.owned


class _Walk:
    """One depth-first walk from outputs back to inputs, without recursion: networks can be thousands deep."""

    def __init__(self, inputs: list[Any]) -> None:
        self.nodes: list[dict[str, Any]] = []
        self.place: dict[int, int] = {}  # id of a Keras node -> index in `nodes`
        self.owners: dict[int, int] = {}  # id of a layer -> number of the weights it owns
        self.owned: list[Any] = []  # the layers by that number
        self.first = inputs
        self.inputs = {id(tensor): index for index, tensor in enumerate(inputs)}
        for tensor in inputs:
            shape = list(tensor.shape)
            self.nodes.append({"kind": "Input", "config": {"shape": shape}, "args": [], "kwargs": {}, "owner": -1})

    def describe(self, outputs: list[Any]) -> dict[str, Any]:
        pending = list(reversed(outputs))
        while pending:
            tensor = pending[-1]
            if id(tensor) in self.inputs or id(node_of(tensor)) in self.place:
                pending.pop()
                continue
            node = node_of(tensor)
            waiting = [
                parent
                for parent in tensors_into(node)
                if id(parent) not in self.inputs and id(node_of(parent)) not in self.place
            ]
            if waiting:
                pending.extend(reversed(waiting))
                continue
            if starts_graph(node):
                raise BadSubmission(
                    "The result comes from an Input made inside the function, not from the tensor it was given. "
                    "Use the argument; a block makes no keras.Input of its own."
                )
            self.place[id(node)] = len(self.nodes)
            self.nodes.append(self._entry(node))
            pending.pop()
        return {"nodes": self.nodes, "outputs": [self._ref(tensor)["ref"] for tensor in outputs]}

    def _entry(self, node: Any) -> dict[str, Any]:
        operation = operation_of(node)
        if any(isinstance(leaf, keras.Variable) for leaf in keras.tree.flatten((args_of(node), kwargs_of(node)))):
            raise BadSubmission(OWN_WEIGHTS)
        kind, config = _kind(operation), {}
        if isinstance(operation, keras.layers.Layer):
            if noted(node) is None:
                raise NotInlined("The network was built before it was asked for.")
            settings = (
                operation.get_config()
                if type(operation).__module__.startswith("keras.")
                else _settings(operation, kind)
            )
            config = {key: _plain(settings[key]) for key in LAYERS[kind] if key in settings}
            if operation.weights:
                config["trainable"] = bool(operation.trainable)
        else:
            settings = operation.get_config()
            config = {key: _plain(value) for key, value in settings.items() if key != "name"}
        return {
            "kind": kind,
            "config": config,
            "args": [self._argument(value) for value in args_of(node)],
            "kwargs": {key: self._argument(value) for key, value in _keywords(node).items() if value is not None},
            "owner": self._owner(operation),
        }

    def _owner(self, operation: Any) -> int:
        if id(operation) not in self.owners:
            self.owners[id(operation)] = len(self.owned)
            self.owned.append(operation)
        return self.owners[id(operation)]

    def _ref(self, tensor: Any) -> dict[str, list[int]]:
        if id(tensor) in self.inputs:
            return {"ref": [self.inputs[id(tensor)], 0]}
        return {"ref": [self.place[id(node_of(tensor))], output_of(tensor)]}

    def _argument(self, value: Any) -> Any:
        if isinstance(value, keras.KerasTensor):
            return self._ref(value)
        if isinstance(value, (list, tuple)):
            return [self._argument(item) for item in value]
        return _plain(value)


def _keywords(node: Any) -> dict[str, Any]:
    """Arguments that were given by name: `training` only if the student gave it."""
    keywords = {key: value for key, value in kwargs_of(node).items() if key not in ("mask", "training")}
    recorded = noted(node)
    return keywords | {"training": recorded.training if recorded else None}


def _kind(operation: Any) -> str:
    if isinstance(operation, keras.layers.Layer):
        kind = elementary(operation)
        if kind is not None:
            return kind
        raise BadSubmission(
            f"The layer {type(operation).__name__} can't be graded here. Build the answer from convolutions, "
            "batch normalisation, activations, pooling and keras.ops."
        )
    name = type(operation).__name__
    if name == "ReLU":  # keras.activations.relu: an operation with the settings of the layer
        return "ReLU"
    function = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
    if function in OPS and type(operation).__module__.startswith("keras."):
        return f"ops.{function}"
    raise BadSubmission(f"The operation {name} can't be graded here. Build the answer from keras.layers and keras.ops.")


def _settings(layer: Any, kind: str) -> dict[str, Any]:
    """Settings of a layer whose class is the student's own: read off, as its get_config may be missing."""
    return {key: getattr(layer, key) for key in LAYERS[kind] if hasattr(layer, key)}


def _plain(value: Any) -> Any:
    """A JSON value for a constant argument or setting.

    Raises:
        BadSubmission: The value is a large array or an object.
    """
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, slice):
        return {"slice": [_plain(value.start), _plain(value.stop), _plain(value.step)]}
    if value is Ellipsis:
        return {"ellipsis": True}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, np.ndarray) or keras.ops.is_tensor(value):
        array = np.asarray(keras.ops.convert_to_numpy(value) if keras.ops.is_tensor(value) else value)
        if array.size <= MAX_CONSTANT and array.dtype.kind in "biuf":
            return {"array": array.astype("float64").ravel().tolist(), "shape": list(array.shape)}
        raise BadSubmission(f"The answer computes with a constant array of shape {array.shape}, which is too large.")
    raise BadSubmission(f"The answer passes a {type(value).__name__} to a Keras operation; use numbers and tensors.")
