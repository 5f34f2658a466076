"""A student's own layers and nested models in, what they are made of out.

While `inlining()` is on, calling anything that is not one of Keras' own elementary layers (a nested model, a Lambda, a
`keras.layers.Layer` of the student's own) runs its `call` on the symbolic tensor, so that what it is made of is
recorded in its place. That is how a block written as a class is graded by the same rules as one written as a function.
"""

import contextlib
import sys
from collections.abc import Iterator
from typing import Any
from unittest import mock

import keras
from keras.src.ops import function as graphs_of_keras

from autograder.keras_internals.forbidden import refuse_ready_made
from autograder.keras_internals.tensorflow_calls import tensorflow_functions_as_keras_ops
from autograder.schema.vocabulary import LAYERS, NOISY, OPS

CLONES = "keras.src.ops.function"
REPLAYS = ("keras.src.models.functional", CLONES)  # what calls a model's layers again, or copies of them


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


def node_of(tensor: Any) -> Any:
    """Keras' note on the call that made a symbolic tensor."""
    history = tensor._keras_history
    return history.operation._inbound_nodes[history.node_index]


@contextlib.contextmanager
def inlining() -> Iterator[None]:
    """While on, composite layers are recorded as what they are made of, and activations as nodes of their own.

    Keras notes on a tensor which layer made it when that layer's `__call__` ends. For a composite layer that note is
    taken back, so that a walk from the outputs finds the elementary layers inside. Their names may be those of layers
    elsewhere, as they may where each composite layer is one of the model's.
    """
    layer_class = keras.layers.Layer
    original_call, original_symbolic = layer_class.__call__, layer_class.symbolic_call
    notes: list[list[tuple[Any, Any]]] = []  # per composite call under way: its outputs and who really made them
    explicit: list[Any] = []  # and the `training` that it was given
    inside: dict[int, Any] = {}  # layers that were called in a composite one, by id
    stand_ins: dict[int, tuple[Any, Any]] = {}  # a layer whose class extends an elementary one, and that

    def call(self: Any, *args: Any, **kwargs: Any) -> Any:
        refuse_ready_made(sys._getframe(1))
        leaves = keras.tree.flatten((args, kwargs))
        if not any(isinstance(leaf, keras.KerasTensor) for leaf in leaves) or type(self).__name__ == "InputLayer":
            return original_call(self, *args, **kwargs)
        if isinstance(self, keras.layers.Activation):
            return _activate(self.activation, *leaves)
        caller = sys._getframe(1).f_globals.get("__name__", "")
        replayed = caller in REPLAYS
        given = kwargs.get("training")
        if replayed:  # Keras notes defaults as if they were given
            given = explicit[-1] if explicit else None
        if elementary(self) is None:
            if getattr(self.build, "_is_default", False):
                self.built = True  # or Keras would trace the whole `call` once more to build the layers inside
            explicit.append(given)
            try:
                with tensorflow_functions_as_keras_ops():
                    outputs = original_call(self, *args, **kwargs)
            finally:
                explicit.pop()
            for tensor, history in notes.pop():
                tensor._keras_history = history
            return outputs
        if explicit:
            inside[id(self)] = self
        before = list(self._inbound_nodes)
        if caller == CLONES:
            before.append(sys._getframe(1).f_locals.get("node"))  # of the layer that this one is a copy of
        before = [made for made in before if getattr(made, "inlined", False)]
        outputs = original_call(self, *args, **kwargs)
        node = node_of(keras.tree.flatten(outputs)[0])
        if replayed and given is None:  # as it was given where the nested model was made
            told = [made.training for made in before] or [kwargs.get("training")]
            given = next((value for value in told if value is not None), None)
        if caller.startswith("keras.src") and given is False and elementary(self) in NOISY:
            given = None  # the default of a dropout
        node.inlined, node.training, node.activated = True, given, False
        activation = getattr(self, "activation", None)
        if activation is None or activation is keras.activations.linear:
            return outputs
        if replayed and any(made.activated for made in before):
            return outputs  # the nested model was made while inlining: its graph has the activation
        node.activated = not replayed
        return _activate(activation, outputs)

    def symbolic_call(self: Any, *args: Any, **kwargs: Any) -> Any:
        if elementary(self) is not None or type(self).__name__ == "InputLayer":
            return original_symbolic(self, *args, **kwargs)
        if "training" in kwargs:  # a default of the signature means "as the network is run"
            kwargs["training"] = explicit[-1]
        with _base_recorded(self, stand_ins):
            outputs = self.call(*args, **kwargs)
        made = [tensor for tensor in keras.tree.flatten(outputs) if hasattr(tensor, "_keras_history")]
        notes.append([(tensor, tensor._keras_history) for tensor in made])
        return outputs

    def map_graph(inputs: Any, outputs: Any) -> Any:
        names = [(layer, layer.name) for layer in inside.values()]
        for layer, name in names:
            object.__setattr__(layer, "name", f"{name} {id(layer)}")
        try:
            return original_map(inputs, outputs)
        finally:
            for layer, name in names:
                object.__setattr__(layer, "name", name)

    original_map = graphs_of_keras.map_graph
    layer_class.__call__, layer_class.symbolic_call = call, symbolic_call
    try:
        with mock.patch.object(graphs_of_keras, "map_graph", map_graph):
            yield
    finally:
        layer_class.__call__, layer_class.symbolic_call = original_call, original_symbolic


@contextlib.contextmanager
def _base_recorded(layer: Any, stand_ins: dict[int, tuple[Any, Any]]) -> Iterator[None]:
    """While on, `super().call(x)` of a class that extends an elementary layer is recorded as a call of that layer."""
    bases = (cls for cls in type(layer).__mro__ if cls.__name__ in LAYERS and cls.__module__.startswith("keras."))
    base = next(bases, None)
    if base is None:
        yield
        return
    if id(layer) not in stand_ins:
        stand_in = object.__new__(base)
        object.__setattr__(stand_in, "__dict__", vars(layer))  # the same weights and settings
        stand_ins[id(layer)] = layer, stand_in  # the layer too, or another could get its id
    usual = base.call

    def call(self: Any, *args: Any, **kwargs: Any) -> Any:
        if self is not layer:
            return usual(self, *args, **kwargs)
        if self._call_has_training_arg and len(args) < 2:
            kwargs.setdefault("training", False)  # nobody passes it on if the student does not
        return stand_ins[id(layer)][1](*args, **kwargs)

    with mock.patch.object(base, "call", call):
        yield


def _activate(activation: Any, tensor: Any, *_: Any) -> Any:
    """Apply an activation symbolically; `activation=tf.nn.relu`, legitimate in Keras, becomes keras.ops.relu."""
    module, name = getattr(activation, "__module__", "") or "", getattr(activation, "__name__", "")
    if module.startswith(("tensorflow", "jax", "torch")) and name in OPS:
        activation = getattr(keras.ops, name)
    return activation(tensor)
