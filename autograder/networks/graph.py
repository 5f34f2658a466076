"""Reads an untrusted description of a network into a `Graph` of known parts.

Nothing of a submission is imported or called here: a node is kept only if its class is in the vocabulary, with only
the settings that matter, within caps on number and size. `probing.trace` makes descriptions; `canonical` has them read.
"""

import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from autograder.digests import name_of
from autograder.errors import BadEvidence
from autograder.schema.vocabulary import LAYERS, OPS, WEIGHTED

MAX_NODES = 6000
MAX_EDGES = 20_000
MAX_NUMBER = 1 << 24
MAX_TEXT = 100
MAX_OUTPUTS = 64  # tensors that come out of one operation
MAX_VALUES = 5000  # JSON values in the settings and arguments of one node


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """The tensor that comes out of a node."""

    node: int
    output: int = 0


@dataclass(frozen=True, slots=True)
class Node:
    """One operation.

    Attributes:
        kind: A layer's class ("Conv2D"), a function ("ops.mean") or a canonical name ("relu", "add", "pad").
        config: The settings that matter, by name.
        args: Positional arguments: `Ref`s, constants, and tuples of them.
        kwargs: Arguments by name.
        owner: Nodes with the same owner are calls of the same layer and share its weights.
        inputs: The tensors that enter, in the order of the arguments.
    """

    kind: str
    config: dict[str, Any]
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    owner: int
    inputs: list[Ref] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        found: list[Ref] = []
        _find_refs(self.args, found)
        _find_refs(self.kwargs, found)
        object.__setattr__(self, "inputs", found)


@dataclass(frozen=True, eq=False)
class Graph:
    """Nodes in topological order, and the tensors that come out. Inputs are nodes of kind "Input".

    Graphs are equal if their digests are, so that what was computed for one serves every equal one.
    """

    nodes: tuple[Node, ...]
    outputs: tuple[Ref, ...]

    def __post_init__(self) -> None:
        if len(self.nodes) > MAX_NODES:  # as it came, or as it is rewritten
            raise BadEvidence(f"The graph has {len(self.nodes):,} operations; up to {MAX_NODES:,} are graded.")
        if sum(len(node.inputs) for node in self.nodes) > MAX_EDGES:
            raise BadEvidence(f"The operations of the graph have more than {MAX_EDGES:,} inputs together.")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Graph) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    @cached_property
    def names(self) -> list[str]:
        """A name for each node: for what it is and for all that comes before it, whatever layers are called."""
        names: list[str] = []
        for index, node in enumerate(self.nodes):
            arguments = [_spell(node.args, names), _spell(node.kwargs, names)]
            if node.kind == "add":
                arguments[0] = ",".join(sorted(_spell(ref, names) for ref in node.inputs))
            position = str(index) if node.kind == "Input" else ""
            names.append(name_of(node.kind, json.dumps(node.config, sort_keys=True), *arguments, position))
        return names

    @cached_property
    def digest(self) -> str:
        """A name for what the graph computes: the same whatever its layers are called and in which order they came."""
        names, calls = self.names, dict[int, list[str]]()
        for node, name in zip(self.nodes, names, strict=True):
            calls.setdefault(node.owner, []).append(name)
        shared = sorted("+".join(sorted(uses)) for owner, uses in calls.items() if owner >= 0)
        return name_of(_spell(self.outputs, names), *shared)


def parse_graph(raw: dict[str, Any]) -> Graph:
    """Read a graph from a description made by `probing.trace.graph_of`, trusting none of it.

    Raises:
        BadEvidence: The description is malformed, or has parts that are not in the vocabulary or beyond the caps.
    """
    nodes, outputs = raw.get("nodes"), raw.get("outputs")
    if not isinstance(nodes, list) or not isinstance(outputs, list) or not nodes or not outputs:
        raise BadEvidence("The graph has no nodes or no outputs.")
    if len(outputs) > 16:
        raise BadEvidence("The graph has more than 16 outputs.")
    if len(nodes) > MAX_NODES:
        raise BadEvidence(f"The graph has {len(nodes):,} operations; up to {MAX_NODES:,} are graded.")
    read = tuple(_read_node(entry, index) for index, entry in enumerate(nodes))
    if any(not node.inputs and node.kind != "Input" for node in read):
        raise BadEvidence("An operation of the graph has no tensor as its input.")
    _require_agreement(read)
    return Graph(read, tuple(_read_ref(ref, len(nodes)) for ref in outputs))


def describe(graph: Graph) -> dict[str, Any]:
    """The description that `parse_graph` and `canonical` read as this graph, if it calls nothing but layers and
    canonical operations.
    """
    plain = {"relu": {}, "add": {}, "softmax": {"axis": -1}}
    nodes = [
        {
            "kind": f"ops.{node.kind}" if node.kind in plain else node.kind,
            "config": plain.get(node.kind, node.config),
            "args": [_written(value) for value in node.args],
            "kwargs": {key: _written(value) for key, value in node.kwargs.items()},
            "owner": node.owner,
        }
        for node in graph.nodes
    ]
    return {"nodes": nodes, "outputs": [[ref.node, ref.output] for ref in graph.outputs]}


def _written(value: Any) -> Any:
    if isinstance(value, Ref):
        return {"ref": [value.node, value.output]}
    return [_written(item) for item in value] if isinstance(value, tuple) else value


def rebuilt(nodes: Mapping[int, Node], order: Sequence[int], outputs: Iterable[Ref]) -> Graph:
    """The graph of these nodes in this order; they and the outputs refer to each other by the numbers they have now."""
    new = {old: position for position, old in enumerate(order)}

    def move(ref: Ref) -> Ref:
        return Ref(new[ref.node], ref.output)

    moved = (
        replace(nodes[at], args=move_refs(nodes[at].args, move), kwargs=move_refs(nodes[at].kwargs, move))
        for at in order
    )
    return Graph(tuple(moved), tuple(map(move, outputs)))


def move_refs(value: Any, at: Callable[[Ref], Ref]) -> Any:
    """Arguments with every tensor in them replaced by where it is now."""
    if isinstance(value, Ref):
        return at(value)
    if isinstance(value, tuple):
        return tuple(move_refs(item, at) for item in value)
    if isinstance(value, dict):
        return {key: move_refs(item, at) for key, item in value.items()}
    return value


def _find_refs(value: Any, found: list[Ref]) -> None:
    if isinstance(value, Ref):
        found.append(value)
    elif isinstance(value, (tuple, list)):
        for item in value:
            _find_refs(item, found)
    elif isinstance(value, dict):
        for item in value.values():
            _find_refs(item, found)


def leaves(value: Any) -> list[Any]:
    """Tensors and constants in nested arguments, in order."""
    return list(_walk(value))


def _walk(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        for item in value:
            yield from _walk(item)
    else:
        yield value


def _spell(value: Any, names: list[str]) -> str:
    """Arguments as text. A tensor begins as nothing else does: numbers do not, and text stands in quotes."""
    if isinstance(value, Ref):
        return f"@{names[value.node]}.{value.output}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(_spell(item, names) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ",".join(f"{key}:{_spell(value[key], names)}" for key in sorted(value)) + "}"
    return repr(value)


def _read_node(entry: Any, index: int) -> Node:
    if not isinstance(entry, dict):
        raise BadEvidence("An operation of the graph is malformed.")
    kind, config, owner = entry.get("kind"), entry.get("config"), entry.get("owner")
    args, kwargs = entry.get("args"), entry.get("kwargs")
    if not (isinstance(config, dict) and isinstance(args, list) and isinstance(kwargs, dict) and type(owner) is int):
        raise BadEvidence("An operation of the graph is malformed.")
    if sum(1 for _ in _walk([config, args, kwargs])) > MAX_VALUES:
        raise BadEvidence("An operation of the graph has too many settings.")
    if kind == "Input":
        known: tuple[str, ...] = ("shape",)
    elif isinstance(kind, str) and kind in LAYERS:
        known = (*LAYERS[kind], "trainable")
    elif isinstance(kind, str) and kind.startswith("ops.") and kind[4:] in OPS:
        known = tuple(config)
    else:
        raise BadEvidence(f"The graph has an operation {str(kind)[:MAX_TEXT]!r}, which is not graded.")
    settings = {key: _read_value(config[key]) for key in sorted(known) if key in config and _is_name(key)}
    return Node(
        kind,
        settings,
        tuple(_read_argument(value, index) for value in args),
        {key: _read_argument(value, index) for key, value in kwargs.items() if _is_name(key)},
        owner if kind in LAYERS else -1,
    )


def _require_agreement(nodes: Iterable[Node]) -> None:
    """See that calls of one layer are of one kind and have its settings: else some would hide the weights of others."""
    layers: dict[int, Node] = {}
    for node in nodes:
        if node.kind in WEIGHTED:
            first = layers.setdefault(node.owner, node)
            if not 0 <= node.owner <= MAX_NUMBER or (node.kind, node.config) != (first.kind, first.config):
                raise BadEvidence("Calls of one layer in the graph do not agree.")


def _is_name(key: Any) -> bool:
    return isinstance(key, str) and key.isidentifier() and len(key) <= MAX_TEXT


def _read_value(value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, float) and not math.isnan(value):
        return value
    if isinstance(value, int) and abs(value) <= MAX_NUMBER:
        return value
    if isinstance(value, str) and len(value) <= MAX_TEXT:
        return value
    if isinstance(value, list):
        return [_read_value(item) for item in value]
    raise BadEvidence("A setting in the graph is out of range.")


def _read_argument(value: Any, index: int) -> Any:
    """A constant, a tensor of an earlier node, a slice or a small array; lists become tuples."""
    if isinstance(value, list):
        return tuple(_read_argument(item, index) for item in value)
    if not isinstance(value, dict):
        return _read_value(value)
    if set(value) == {"ref"}:
        return _read_ref(value["ref"], index)
    if set(value) == {"slice"} and isinstance(value["slice"], list) and len(value["slice"]) == 3:
        return {"slice": tuple(_read_value(item) for item in value["slice"])}
    if set(value) == {"array", "shape"}:
        return {"array": tuple(_read_value(value["array"])), "shape": tuple(_read_value(value["shape"]))}
    if set(value) == {"ellipsis"}:
        return {"ellipsis": True}
    raise BadEvidence("An argument in the graph is malformed.")


def _read_ref(value: Any, index: int) -> Ref:
    whole = isinstance(value, list) and len(value) == 2 and all(type(item) is int for item in value)
    if whole and 0 <= value[0] < index and 0 <= value[1] < MAX_OUTPUTS:
        return Ref(*value)
    raise BadEvidence("The graph refers to an operation that is not there.")
