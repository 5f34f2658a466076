"""A function's symbolic tensors in, a plain description of its graph out.

Runs beside the student's code. While `inlining()` is on, calling anything that is not one of Keras' own
elementary layers (a nested model, a Lambda, a `keras.layers.Layer` of the student's own) runs its `call`
on the symbolic tensor, so that what it is made of is recorded in its place. That is how a block written as a
class is graded by the same rules as one written as a function: no black boxes.
"""

import contextlib
import re
import sys
from collections.abc import Iterator
from typing import Any

import keras
import numpy as np

from autograder.errors import BadSubmission
from autograder.restraints import refuse_ready_made
from autograder.tensorflow_calls import tensorflow_functions_as_keras_ops
from autograder.vocabulary import LAYERS, NOISY, OPS

MAX_CONSTANT = 4096  # values in an array that a graph holds as a constant
OWN_WEIGHTS = (
    "The answer makes weights of its own (add_weight or keras.Variable). Use keras.layers, "
    "such as Conv2D, Dense and BatchNormalization, so that its parameters can be compared."
)


class NotInlined(BadSubmission):
    """The graph was recorded while `inlining()` was off: call the model on a fresh input and describe that."""


def elementary(layer: Any) -> str | None:
    """The name of the Keras class that a layer's weights and `call` come from, None if it is not elementary.

    A subclass that inherits `call` unchanged (a Conv2D with other defaults) counts as the class it extends.
    """
    for cls in type(layer).__mro__:
        if cls.__name__ in LAYERS and cls.__module__.startswith("keras."):
            return cls.__name__
        if "call" in vars(cls):
            return None
    return None


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
        walk = _Walk([keras.Input(shape)])
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
            if id(tensor) in self.inputs or id(_node(tensor)) in self.place:
                pending.pop()
                continue
            node = _node(tensor)
            waiting = [
                parent
                for parent in node.arguments.keras_tensors
                if id(parent) not in self.inputs and id(_node(parent)) not in self.place
            ]
            if waiting:
                pending.extend(reversed(waiting))
                continue
            if node.is_input:
                raise BadSubmission(
                    "The result comes from an Input made inside the function, not from the tensor it was given. "
                    "Use the argument; a block makes no keras.Input of its own."
                )
            self.place[id(node)] = len(self.nodes)
            self.nodes.append(self._entry(node))
            pending.pop()
        return {"nodes": self.nodes, "outputs": [self._ref(tensor)["ref"] for tensor in outputs]}

    def _entry(self, node: Any) -> dict[str, Any]:
        operation = node.operation
        arguments = node.arguments
        if any(isinstance(leaf, keras.Variable) for leaf in keras.tree.flatten((arguments.args, arguments.kwargs))):
            raise BadSubmission(OWN_WEIGHTS)
        kind, config = _kind(operation), {}
        if isinstance(operation, keras.layers.Layer):
            if not getattr(node, "inlined", False):
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
            "args": [self._argument(value) for value in arguments.args],
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
        return {"ref": [self.place[id(_node(tensor))], tensor._keras_history.tensor_index]}

    def _argument(self, value: Any) -> Any:
        if isinstance(value, keras.KerasTensor):
            return self._ref(value)
        if isinstance(value, (list, tuple)):
            return [self._argument(item) for item in value]
        return _plain(value)


def _node(tensor: Any) -> Any:
    history = tensor._keras_history
    return history.operation._inbound_nodes[history.node_index]


def _keywords(node: Any) -> dict[str, Any]:
    """Arguments that were given by name: `training` only if the student gave it."""
    keywords = {key: value for key, value in node.arguments.kwargs.items() if key not in ("mask", "training")}
    return keywords | {"training": getattr(node, "training", None)}


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


@contextlib.contextmanager
def inlining() -> Iterator[None]:
    """While on, composite layers are recorded as what they are made of, and activations as nodes of their own.

    Keras notes on a tensor which layer made it when that layer's `__call__` ends. For a composite layer that note is
    taken back, so that a walk from the outputs finds the elementary layers inside.
    """
    layer_class = keras.layers.Layer
    original_call, original_symbolic = layer_class.__call__, layer_class.symbolic_call
    notes: list[list[tuple[Any, Any]]] = []  # per composite call under way: its outputs and who really made them
    explicit: list[Any] = []  # and the `training` that it was given

    def call(self: Any, *args: Any, **kwargs: Any) -> Any:
        refuse_ready_made(sys._getframe(1))
        leaves = keras.tree.flatten((args, kwargs))
        if not any(isinstance(leaf, keras.KerasTensor) for leaf in leaves) or type(self).__name__ == "InputLayer":
            return original_call(self, *args, **kwargs)
        if isinstance(self, keras.layers.Activation):
            return _activate(self.activation, *leaves)
        if elementary(self) is None:
            if getattr(self.build, "_is_default", False):
                self.built = True  # or Keras would trace the whole `call` once more to build the layers inside
            explicit.append(kwargs.get("training"))
            try:
                with tensorflow_functions_as_keras_ops():
                    outputs = original_call(self, *args, **kwargs)
            finally:
                explicit.pop()
            for tensor, history in notes.pop():
                tensor._keras_history = history
            return outputs
        outputs = original_call(self, *args, **kwargs)
        node = _node(keras.tree.flatten(outputs)[0])
        node.inlined, node.training = True, kwargs.get("training")  # Keras itself notes defaults as if they were given
        caller = sys._getframe(1).f_globals.get("__name__", "")
        if (
            caller.startswith("keras.src") and node.training is False and elementary(self) in NOISY
        ):  # and that of a dropout is False
            node.training = None
        activation = getattr(self, "activation", None)
        if activation is None or activation is keras.activations.linear:
            return outputs
        replayed = caller in ("keras.src.models.functional", "keras.src.ops.function")
        if replayed and any(getattr(made, "activated", False) for made in self._inbound_nodes):
            return outputs  # the nested model was made while inlining: its graph has the activation
        node.activated = not replayed
        return _activate(activation, outputs)

    def symbolic_call(self: Any, *args: Any, **kwargs: Any) -> Any:
        if elementary(self) is not None or type(self).__name__ == "InputLayer":
            return original_symbolic(self, *args, **kwargs)
        if "training" in kwargs:  # a default of the signature means "as the network is run"
            kwargs["training"] = explicit[-1]
        outputs = self.call(*args, **kwargs)
        made = [tensor for tensor in keras.tree.flatten(outputs) if hasattr(tensor, "_keras_history")]
        notes.append([(tensor, tensor._keras_history) for tensor in made])
        return outputs

    layer_class.__call__, layer_class.symbolic_call = call, symbolic_call
    try:
        yield
    finally:
        layer_class.__call__, layer_class.symbolic_call = original_call, original_symbolic


def _activate(activation: Any, tensor: Any, *_: Any) -> Any:
    """Apply an activation symbolically; `activation=tf.nn.relu`, legitimate in Keras, becomes keras.ops.relu."""
    module, name = getattr(activation, "__module__", "") or "", getattr(activation, "__name__", "")
    if module.startswith(("tensorflow", "jax", "torch")) and name in OPS:
        activation = getattr(keras.ops, name)
    return activation(tensor)
