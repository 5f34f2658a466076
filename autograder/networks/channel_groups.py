"""Rewrites a graph so that what is computed in groups of channels is written as one.

AlexNet's groups can be written as `Conv2D(groups=2)`, or as a split, a convolution for each part, and a concatenation,
with activations and pooling in between, or as two towers from the image on. All compute the same with the same weights.
`judging.answers` calls it for every network.
"""

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from autograder.networks.canonical import prune
from autograder.networks.graph import Graph, Node, Ref
from autograder.networks.size import anatomy
from autograder.schema.vocabulary import WEIGHTED

BY_CHANNEL = ("relu", "pad", "MaxPooling2D", "AveragePooling2D")  # what treats every channel alike
JOINS = ("Concatenate", "ops.concatenate")


def in_groups(graph: Graph) -> Graph:
    """Write convolutions of a split's parts that are joined again as one convolution with groups.

    Raises:
        BadEvidence: The graph can't be rebuilt.
    """
    streams = _Streams(graph)
    for at, node in enumerate(graph.nodes):
        if node.kind in JOINS and node.config.get("axis") in (-1, 3) and len(node.inputs) > 1:
            streams.join(at)
    if not streams.before:
        return graph
    order = [at for position in range(len(graph.nodes)) for at in (*streams.before.get(position, ()), position)]
    return prune(streams.nodes, order, graph.outputs)


class _Streams:
    """The nodes of a graph by number, with those of joined streams added."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self.nodes = dict(enumerate(graph.nodes))
        self.before: dict[int, list[int]] = {}  # numbers of added nodes by the one they stand before
        self._numbers = itertools.count(len(graph.nodes))
        self._calls = Counter(node.owner for node in graph.nodes if node.kind in WEIGHTED)
        self._uses = Counter(ref for node in graph.nodes for ref in node.inputs) + Counter(graph.outputs)

    def join(self, at: int) -> None:
        """Put the joined streams in the place of a concatenation, if its inputs are such."""
        whole, joined = self._joined(self.nodes[at].inputs)
        if whole is None or not joined:
            return
        added: list[int] = []
        for node in reversed(joined):
            added.append(next(self._numbers))
            self.nodes[added[-1]] = replace(node, args=(whole,))
            whole = Ref(added[-1])
        self.nodes[at] = self.nodes.pop(added.pop())
        self.before[at] = added

    def _joined(self, parts: list[Ref]) -> tuple[Ref | None, list[Node]]:
        """The tensor that parallel tensors come from, None if there is none, and what makes them of it together, the
        last first.

        Streams begin with convolutions of one tensor only if a convolution comes after: else they are branches.
        """
        joined: list[Node] = []
        while (whole := self._split(parts)) is None:
            step = self._step(parts, tower=any(node.kind == "Conv2D" for node in joined))
            if step is None:
                return None, []
            node, parts = step
            joined.append(node)
            if len(parts) == 1:
                return parts[0], joined
        return whole, joined

    def _step(self, parts: list[Ref], tower: bool) -> tuple[Node, list[Ref]] | None:
        """What makes parallel tensors, as one node, and what it makes them of: parallel tensors, or the one tensor of
        which a tower's first convolutions are made. None if they are not made alike.
        """
        nodes = [self.nodes[ref.node] for ref in parts]
        first, inputs = nodes[0], [node.inputs[0] for node in nodes if len(node.inputs) == 1]
        alike = all((it.kind, it.config, it.kwargs) == (first.kind, first.config, first.kwargs) for it in nodes)
        once = len(set(parts)) == len(inputs) == len(parts) and all(self._uses[ref] == 1 for ref in parts)
        if not (alike and once and len(first.args) == 1):
            return None
        config = first.config
        if first.kind != "Conv2D":
            return (first, inputs) if first.kind in BY_CHANNEL else None
        if config["groups"] != 1 or any(self._calls[node.owner] > 1 for node in nodes):
            return None
        common = tower and len(set(inputs)) == 1
        wide = {"filters": config["filters"] * len(parts), "groups": 1 if common else len(parts)}
        return replace(first, config=config | wide), inputs[:1] if common else inputs

    def _split(self, parts: Sequence[Ref]) -> Ref | None:
        """The tensor of which these are equal parts by channels, in order."""
        nodes = [self.nodes[ref.node] for ref in parts]
        wholes = {node.inputs[0] for node in nodes if node.kind in ("ops.split", "ops.get_item") and node.inputs}
        if len(wholes) != 1 or any(len(node.inputs) != 1 for node in nodes):
            return None
        (whole,) = wholes
        tensors = anatomy(self._graph).tensors
        shape = tensors[whole.node][whole.output].shape
        ranges = [channels_of(ref, self.nodes[ref.node], shape, tensors[ref.node]) for ref in parts]
        width, rest = divmod(shape[-1] or 0, len(parts))
        right = [(at * width, (at + 1) * width) for at in range(len(parts))]
        return whole if len(shape) == 4 and not rest and ranges == right else None


def channels_of(part: Ref, node: Node, whole: tuple[Any, ...], tensors: tuple[Any, ...]) -> tuple[int, int] | None:
    """Where the channels of a part begin and end; None if it is not a range of all pixels' channels.

    Args:
        part: The tensor.
        node: What cuts it out.
        whole: The shape of what is cut.
        tensors: What comes out of the node.
    """
    if node.kind == "ops.split":
        if node.config.get("axis") not in (-1, 3):
            return None
        widths = [tensor.shape[-1] for tensor in tensors]
        begin = sum(widths[: part.output])
        return begin, begin + widths[part.output]
    key = node.args[1] if len(node.args) == 2 and isinstance(node.args[1], tuple) else ()
    *others, last = key or ({},)
    if not all(it == {"ellipsis": True} or it == {"slice": (None, None, None)} for it in others):
        return None
    if not (isinstance(last, dict) and "slice" in last and ({"ellipsis": True} in others or len(key) == len(whole))):
        return None
    begin, end, step = slice(*last["slice"]).indices(whole[-1])
    return (begin, end) if step == 1 else None
