"""What Keras notes on symbolic tensors, and what we note there: which call made a tensor, of what.

Keras keeps a node for every call of a layer or operation on symbolic tensors. Some of its names are private, so no
other module reads a node but through these functions. They only look up: a student's code may have put anything there.

Relied on, each with a test in tests/keras_internals/test_keras_promises.py:

- history: `tensor._keras_history` has operation, node_index and tensor_index, may be set, and is set by every call
- calls: `operation._inbound_nodes` lists the nodes of its calls in their order; node_index counts there
- arguments: `node.arguments` has args, kwargs and, flat, keras_tensors: what the call was given
- entries: `node.is_input` is true of the node of a `keras.Input`, false of others; its layer is an `InputLayer`
- notes: further attributes may be put on a node
- classes: a layer's class and an operation's class are of modules `keras.…` and named as in `keras.layers`, `keras.ops`
- settings: an operation's `get_config` has, beside its name, arguments of the function of `keras.ops`, by their names
"""

from dataclasses import dataclass
from typing import Any

from autograder.schema.vocabulary import LAYERS


@dataclass(frozen=True, slots=True)
class Recorded:
    """What is noted on the node of an elementary layer that was called while `inlining()` was on.

    Attributes:
        training: The `training` that the call was given; None for none.
        activated: Whether the layer's activation is a node of its own behind this one.
    """

    training: Any
    activated: bool


def elementary(layer: Any) -> str | None:
    """The name of the Keras class that a layer's weights and `call` come from, None if it is not elementary.

    A subclass that inherits `call` unchanged (a Conv2D with other defaults) counts as the class it extends.
    """
    for cls in type(layer).__mro__:
        if is_elementary(cls):
            return cls.__name__
        if "call" in vars(cls):
            return None
    return None


def is_elementary(cls: type) -> bool:
    """Whether a class is one of Keras' own elementary layers."""
    return cls.__name__ in LAYERS and cls.__module__.startswith("keras.")


def is_entry(layer: Any) -> bool:
    """Whether a layer is what `keras.Input` makes."""
    return type(layer).__name__ == "InputLayer"


def has_history(tensor: Any) -> bool:
    """Whether Keras has noted what made a tensor."""
    return hasattr(tensor, "_keras_history")


def history_of(tensor: Any) -> Any:
    """Keras' note of the call that made a symbolic tensor."""
    return tensor._keras_history


def set_history(tensor: Any, history: Any) -> None:
    """Replace Keras' note of the call that made a symbolic tensor."""
    tensor._keras_history = history


def node_of(tensor: Any) -> Any:
    """The node of the call that made a symbolic tensor."""
    history = history_of(tensor)
    return calls_of(history.operation)[history.node_index]


def output_of(tensor: Any) -> int:
    """Which of the outputs of its call a symbolic tensor is."""
    return history_of(tensor).tensor_index


def calls_of(layer: Any) -> list[Any]:
    """The nodes of all calls of a layer or operation so far."""
    return layer._inbound_nodes


def operation_of(node: Any) -> Any:
    """The layer or operation that was called."""
    return node.operation


def args_of(node: Any) -> tuple[Any, ...]:
    """What a call was given by position."""
    return node.arguments.args


def kwargs_of(node: Any) -> dict[str, Any]:
    """What a call was given by name, defaults that Keras filled in as well."""
    return node.arguments.kwargs


def tensors_into(node: Any) -> list[Any]:
    """The symbolic tensors among what a call was given."""
    return node.arguments.keras_tensors


def starts_graph(node: Any) -> bool:
    """Whether a node is that of a `keras.Input`."""
    return node.is_input


def note(node: Any, recorded: Recorded) -> None:
    """Put a note of ours on a node."""
    node.recorded = recorded


def noted(node: Any) -> Recorded | None:
    """Our note on a node, None without."""
    return getattr(node, "recorded", None)
