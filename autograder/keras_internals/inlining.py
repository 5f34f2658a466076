"""Records a student's own layers and nested models as what they are made of.

While `inlining()` is on, calling anything that is not one of Keras' own elementary layers (a nested model, a Lambda, a
`keras.layers.Layer` of the student's own) runs its `call` on the symbolic tensor, so that what it is made of is
recorded in its place. That is how a block written as a class is graded by the same rules as one written as a function.
`probing.probe` turns it on while it calls an answer, `probing.trace` while it calls a model that is made already.

Relied on, each with a test in tests/keras_internals/test_keras_promises.py:

- funnel: `Layer.__call__` on symbolic tensors goes through `symbolic_call`, with the arguments of `call`
- same_tensors: `Layer.__call__` returns the very tensors that `symbolic_call` returned
- training: a value for `training`, given or default, arrives at `symbolic_call` by name, if `call` takes it
- default_build: `build` has `_is_default` unless the class defines it, and is not called where the layer is `built`
- takes_training: `layer._call_has_training_arg` says whether `call` takes `training`
- replays: a model's layers are called again by code in REPLAYS, whether their model is called or cloned
- replayed_node: a layer that is called for its clone is called by a frame of CLONES where `node` is the original's
- unique_names: every model looks its graph up with `map_graph(inputs, outputs)` of keras.src.ops.function, when called
- plain_attributes: a layer's attributes, `name` too, are in its `__dict__`, and setting them as an object's is enough
- conversion: what a layer is called on is cast to the layer's type by `DTypePolicy.convert_input`, symbolic tensors too
- activation: layers that apply an activation at their end have it as `activation`, `keras.activations.linear` for none

Tried: 3.8.0, 3.9.2, 3.10.0, 3.11.3, 3.12.0, 3.12.4, 3.13.2, 3.14.1, 3.15.0, 3.15.1. What differs between them: before
3.10 the node of a layer's call is made in `symbolic_call`, of what the layer was called on after its cast, and a
composite layer gets none here.
"""

import contextlib
import sys
from collections.abc import Iterator
from types import FrameType
from typing import Any
from unittest import mock

import keras
from keras.src.ops import function as graphs_of_keras

from autograder.keras_internals.forbidden import refuse_ready_made
from autograder.keras_internals.nodes import (
    Recorded,
    calls_of,
    elementary,
    has_history,
    history_of,
    is_elementary,
    is_entry,
    node_of,
    note,
    noted,
    set_history,
)
from autograder.keras_internals.tensorflow_calls import tensorflow_functions_as_keras_ops
from autograder.schema.vocabulary import NOISY, OPS

CLONES = "keras.src.ops.function"
REPLAYS = ("keras.src.models.functional", CLONES)  # what calls a model's layers again, or copies of them


@contextlib.contextmanager
def inlining() -> Iterator[None]:
    """While on, composite layers are recorded as what they are made of, and activations as nodes of their own.

    Keras notes on a tensor which layer made it when that layer's `__call__` ends. For a composite layer that note is
    taken back, so that a walk from the outputs finds the elementary layers inside. Their names may be those of layers
    elsewhere, as they may where each composite layer is one of the model's.
    """
    with Recorder().in_place():
        yield


class Recorder:
    """What is done in the place of Keras' own calls of layers; one for each time that `inlining()` is on.

    Attributes:
        trainings: The `training` that each composite call under way was given, the innermost last.
        histories: Of each composite call whose `call` has run, its outputs and who really made them.
        inside: Layers that were called in a composite one, by id.
        stand_ins: A layer whose class extends an elementary one, and that elementary layer, by the former's id.
    """

    def __init__(self) -> None:
        self.usual_call, self.usual_symbolic_call = keras.layers.Layer.__call__, keras.layers.Layer.symbolic_call
        self.usual_map_graph, self.usual_convert_input = graphs_of_keras.map_graph, keras.DTypePolicy.convert_input
        self.trainings: list[Any] = []
        self.histories: list[list[tuple[Any, Any]]] = []
        self.inside: dict[int, Any] = {}
        self.stand_ins: dict[int, tuple[Any, Any]] = {}

    @contextlib.contextmanager
    def in_place(self) -> Iterator[None]:
        """While on, calls of layers come here. No frame more than needed: students nest models a hundred deep."""

        def call(layer: Any, *args: Any, **kwargs: Any) -> Any:
            caller = sys._getframe(1)
            refuse_ready_made(caller)
            leaves = keras.tree.flatten((args, kwargs))
            if not any(isinstance(leaf, keras.KerasTensor) for leaf in leaves) or is_entry(layer):
                return self.usual_call(layer, *args, **kwargs)
            if isinstance(layer, keras.layers.Activation):
                return _activate(layer.activation, leaves[0])
            if elementary(layer) is not None:
                return self.call_elementary(layer, args, kwargs, caller)
            with self.composite(layer, self.given(kwargs, caller)):
                outputs = self.usual_call(layer, *args, **kwargs)
            self.take_back_histories()
            return outputs

        def symbolic_call(layer: Any, *args: Any, **kwargs: Any) -> Any:
            if elementary(layer) is not None or is_entry(layer):
                return self.usual_symbolic_call(layer, *args, **kwargs)
            if "training" in kwargs:  # a default of the signature means "as the network is run"
                kwargs["training"] = self.trainings[-1]
            with self.base_recorded(layer):
                outputs = layer.call(*args, **kwargs)
            self.keep_histories(outputs)
            return outputs

        def convert_input(policy: Any, value: Any, *how: Any, **named: Any) -> Any:
            if isinstance(value, keras.KerasTensor):  # types are free: what is computed has no casts in it
                return value
            return self.usual_convert_input(policy, value, *how, **named)

        layer_class = keras.layers.Layer
        layer_class.__call__, layer_class.symbolic_call = call, symbolic_call
        try:
            with (
                mock.patch.object(graphs_of_keras, "map_graph", self.map_graph),
                mock.patch.object(keras.DTypePolicy, "convert_input", convert_input),
            ):
                yield
        finally:
            layer_class.__call__, layer_class.symbolic_call = self.usual_call, self.usual_symbolic_call

    @contextlib.contextmanager
    def composite(self, layer: Any, training: Any) -> Iterator[None]:
        """While on, what is called is inside this composite layer, which was given this `training`."""
        if getattr(layer.build, "_is_default", False):
            layer.built = True  # or Keras would trace the whole `call` once more to build the layers inside
        self.trainings.append(training)
        try:
            with tensorflow_functions_as_keras_ops():
                yield
        finally:
            self.trainings.pop()

    def keep_histories(self, outputs: Any) -> None:
        """Keep who really made the outputs of a composite layer, before Keras notes that the layer did."""
        made = [tensor for tensor in keras.tree.flatten(outputs) if has_history(tensor)]
        self.histories.append([(tensor, history_of(tensor)) for tensor in made])

    def take_back_histories(self) -> None:
        """Say again who really made the outputs of the composite layer whose call has ended."""
        for tensor, history in self.histories.pop():
            set_history(tensor, history)

    def call_elementary(self, layer: Any, args: tuple[Any, ...], kwargs: dict[str, Any], caller: FrameType) -> Any:
        """It is recorded as it is, its activation as a node of its own, unless the graph that is replayed has that."""
        if self.trainings:
            self.inside[id(layer)] = layer
        earlier = _earlier(layer, caller)
        outputs = self.usual_call(layer, *args, **kwargs)
        training = self.training_of(layer, kwargs, caller, earlier)
        activation = getattr(layer, "activation", None)
        if activation is keras.activations.linear:
            activation = None
        if _replays(caller) and any(recorded.activated for recorded in earlier):
            activation = None  # the nested model was made while inlining: its graph has the activation
        activated = activation is not None and not _replays(caller)
        note(node_of(keras.tree.flatten(outputs)[0]), Recorded(training, activated))
        return outputs if activation is None else _activate(activation, outputs)

    def given(self, kwargs: dict[str, Any], caller: FrameType) -> Any:
        """The `training` that the student gave a call; in a replay, where Keras fills in defaults, gave the model."""
        if _replays(caller):
            return self.trainings[-1] if self.trainings else None
        return kwargs.get("training")

    def training_of(self, layer: Any, kwargs: dict[str, Any], caller: FrameType, earlier: list[Recorded]) -> Any:
        """The `training` that a call of an elementary layer is recorded with; None for "as the network is run"."""
        training = self.given(kwargs, caller)
        if _replays(caller) and training is None:  # as it was given where the nested model was made
            told = [recorded.training for recorded in earlier] or [kwargs.get("training")]
            training = next((value for value in told if value is not None), None)
        if training is False and _module(caller).startswith("keras.src") and elementary(layer) in NOISY:
            return None  # the default of a dropout
        return training

    @contextlib.contextmanager
    def base_recorded(self, layer: Any) -> Iterator[None]:
        """While on, `super().call(x)` of a class that extends an elementary layer is recorded as a call of that."""
        base = next(filter(is_elementary, type(layer).__mro__), None)
        if base is None:
            yield
            return
        if id(layer) not in self.stand_ins:
            stand_in = object.__new__(base)
            object.__setattr__(stand_in, "__dict__", vars(layer))  # the same weights and settings
            self.stand_ins[id(layer)] = layer, stand_in  # the layer too, or another could get its id
        usual = base.call

        def call(called: Any, *args: Any, **kwargs: Any) -> Any:
            if called is not layer:
                return usual(called, *args, **kwargs)
            if layer._call_has_training_arg and len(args) < 2:
                kwargs.setdefault("training", False)  # nobody passes it on if the student does not
            return self.stand_ins[id(layer)][1](*args, **kwargs)

        with mock.patch.object(base, "call", call):
            yield

    def map_graph(self, inputs: Any, outputs: Any) -> Any:
        """Keras' look at a new model's graph, for which layers inside composite ones have names that are unique."""
        names = [(layer, layer.name) for layer in self.inside.values()]
        for layer, name in names:
            object.__setattr__(layer, "name", f"{name} {id(layer)}")
        try:
            return self.usual_map_graph(inputs, outputs)
        finally:
            for layer, name in names:
                object.__setattr__(layer, "name", name)


def _earlier(layer: Any, caller: FrameType) -> list[Recorded]:
    """What is noted on the calls of a layer so far; on that of its original, if it is called as a clone."""
    nodes = list(calls_of(layer))
    if _module(caller) == CLONES:
        nodes.append(caller.f_locals.get("node"))
    return [recorded for node in nodes if (recorded := noted(node))]


def _module(caller: FrameType) -> str:
    return caller.f_globals.get("__name__", "")


def _replays(caller: FrameType) -> bool:
    """Whether the code that calls a layer is what calls the layers of a model again."""
    return _module(caller) in REPLAYS


def _activate(activation: Any, tensor: Any) -> Any:
    """Apply an activation symbolically; `activation=tf.nn.relu`, legitimate in Keras, becomes keras.ops.relu."""
    module, name = getattr(activation, "__module__", "") or "", getattr(activation, "__name__", "")
    if module.startswith(("tensorflow", "jax", "torch")) and name in OPS:
        activation = getattr(keras.ops, name)
    return activation(tensor)
