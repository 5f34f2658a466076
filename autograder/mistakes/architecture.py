"""Finds the architecture of a canonical graph: the blocks it is made of, what comes before them and what after.

A block is what lies between a tensor that several operations read and the place where their branches meet again: the
two paths of a residual block, the four of an Inception module. The mistakes in `catalogue` find their places by it.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from autograder.networks.graph import Graph, Ref

JOINS = ("add", "Concatenate", "ops.concatenate")


@dataclass(frozen=True)
class Block:
    """Branches that leave one tensor and meet in one operation.

    Attributes:
        entry: The tensor that all branches read.
        branches: The nodes of each branch, in order of the join's inputs; empty where the join reads `entry` itself.
        join: The node where they meet.
        tail: The ReLU right after the join, None if there is none.
    """

    entry: Ref
    branches: tuple[tuple[int, ...], ...]
    join: int
    tail: int | None

    @cached_property
    def main(self) -> tuple[int, ...]:
        """The longest branch."""
        return max(self.branches, key=len)

    @cached_property
    def shortcut(self) -> tuple[int, ...]:
        """The shortest branch."""
        return min(self.branches, key=len)

    @property
    def end(self) -> int:
        """The node that the block ends with."""
        return self.join if self.tail is None else self.tail


@dataclass(frozen=True, slots=True)
class Unit:
    """A convolution and the normalisation and ReLU that follow it, if they do."""

    convolution: int
    normalisation: int | None
    relu: int | None


class Architecture:
    """The parts of a graph.

    Args:
        graph: A network in canonical form.

    Attributes:
        graph: The same.
        blocks: Its blocks, first to last.
    """

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._uses = Counter(ref for node in graph.nodes for ref in node.inputs)
        self._readers: dict[Ref, int] = {ref: at for at, node in enumerate(graph.nodes) for ref in node.inputs}
        self.blocks = tuple(block for at in range(len(graph.nodes)) if (block := self._block(at)))

    @property
    def residual(self) -> tuple[Block, ...]:
        """The blocks of two branches that are added."""
        return tuple(it for it in self.blocks if self.graph.nodes[it.join].kind == "add" and len(it.branches) == 2)

    @property
    def stem(self) -> tuple[int, ...]:
        """What comes before the first block; all of a graph without blocks."""
        end = self.blocks[0].entry.node + 1 if self.blocks else len(self.graph.nodes)
        return tuple(range(1, end))

    @property
    def head(self) -> tuple[int, ...]:
        """What comes after the last block; nothing of a graph without blocks."""
        return tuple(range(self.blocks[-1].end + 1, len(self.graph.nodes))) if self.blocks else ()

    @property
    def places(self) -> range:
        """The places of convolutions that the main path of every residual block has, from 0."""
        return range(min((len(self.units(block.main)) for block in self.residual), default=0))

    def of_kind(self, kind: str, nodes: Iterable[int] | None = None) -> list[int]:
        """Those of the nodes, or of all, that are of a kind."""
        chosen = range(len(self.graph.nodes)) if nodes is None else nodes
        return [at for at in chosen if self.graph.nodes[at].kind == kind]

    def first_convolution(self, nodes: tuple[int, ...]) -> int | None:
        """The first convolution among nodes in a row."""
        return next(iter(self.of_kind("Conv2D", nodes)), None)

    def stride(self, convolution: int) -> int:
        """The stride of a convolution, down the image."""
        return self.graph.nodes[convolution].config["strides"][0]

    def units(self, nodes: tuple[int, ...]) -> list[Unit]:
        """The convolutions among nodes in a row, each with what belongs to it."""
        starts = [position for position, at in enumerate(nodes) if self.graph.nodes[at].kind == "Conv2D"]
        found = []
        for start, end in pairwise([*starts, len(nodes)]):
            part = nodes[start + 1 : end]
            normalisations, relus = self.of_kind("BatchNormalization", part), self.of_kind("relu", part)
            found.append(Unit(nodes[start], next(iter(normalisations), None), next(iter(relus), None)))
        return found

    def follower(self, at: int, kind: str) -> int | None:
        """The node after one, if it alone reads it and is of this kind."""
        reader = self._readers.get(Ref(at))
        if reader is None or self._uses[Ref(at)] != 1 or self.graph.nodes[reader].kind != kind:
            return None
        return reader

    def _block(self, join: int) -> Block | None:
        node = self.graph.nodes[join]
        if node.kind not in JOINS or len(node.inputs) < 2:
            return None
        walks = [self._back(ref) for ref in node.inputs]
        entries = {entry for entry, _ in walks}
        if len(entries) != 1 or not any(branch for _, branch in walks):
            return None
        branches = tuple(branch for _, branch in walks)
        return Block(entries.pop(), branches, join, self.follower(join, "relu"))

    def _back(self, ref: Ref) -> tuple[Ref, tuple[int, ...]]:
        """From the end of a branch back to the tensor that others read too, and the nodes on the way."""
        found: list[int] = []
        while self._uses[ref] == 1 and len(self.graph.nodes[ref.node].inputs) == 1:
            found.append(ref.node)
            ref = self.graph.nodes[ref.node].inputs[0]
        return ref, tuple(reversed(found))
