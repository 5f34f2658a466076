"""A draft, which is a graph that is being changed: nodes come, go and move, and a graph comes out again.

`mistakes.catalogue` makes mistakes in drafts, `mistakes.single_difference` takes one back.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from autograder.networks.graph import Graph, Node, Ref, move_refs, rebuilt
from autograder.networks.layers import MERGE
from autograder.schema.vocabulary import LAYERS


class Draft:
    """A copy of a graph to work on. Nodes keep their numbers while it is worked on; new ones get new numbers.

    Args:
        graph: What to start from.

    Attributes:
        touched: Nodes to look at in the result: new ones, changed ones, and those that lost the one before them.
        removed: Nodes that were taken out.
    """

    def __init__(self, graph: Graph) -> None:
        self._nodes = dict(enumerate(graph.nodes))
        self._outputs = graph.outputs
        self._next = len(graph.nodes)
        self.touched: set[int] = set()
        self.removed: set[int] = set()

    def __getitem__(self, at: int) -> Node:
        return self._nodes[at]

    def source(self, at: int) -> Ref:
        """The first tensor that a node reads."""
        return self._nodes[at].inputs[0]

    def readers(self, ref: Ref) -> list[int]:
        """The nodes that read a tensor."""
        return [at for at, node in self._nodes.items() if ref in node.inputs]

    def add(self, kind: str, inputs: Iterable[Ref], config: dict[str, Any] | None = None, **kwargs: Any) -> Ref:
        """A new node with weights of its own, read by nobody yet."""
        at, self._next = self._next, self._next + 1
        self._nodes[at] = Node(kind, config or {}, tuple(inputs), kwargs, at if kind in LAYERS else -1)
        self.touched.add(at)
        return Ref(at)

    def insert(self, after: Ref, kind: str, config: dict[str, Any] | None = None, only: int | None = None) -> Ref:
        """A new node between a tensor and all that read it, or only one of them."""
        readers = [only] if only is not None else None
        new = self.add(kind, [after], config)
        self.redirect(after, new, readers, but=new.node)
        return new

    def copy(self, at: int, source: Ref) -> Ref:
        """A node like another, with weights of its own, that reads `source`."""
        node = self._nodes[at]
        return self.add(node.kind, [source], node.config, **node.kwargs)

    def remove(self, at: int) -> None:
        """Take a node out; what read it reads what it read."""
        source = self.source(at)
        self.touched |= set(self.readers(Ref(at)))
        self.redirect(Ref(at), source)
        del self._nodes[at]
        self.touched.discard(at)
        self.removed.add(at)

    def change(self, at: int, *kind: str, **config: Any) -> None:
        """Give a node other settings, or another kind with these settings alone."""
        node = self._nodes[at]
        if kind:
            args = (tuple(node.inputs),) if kind[0] in MERGE else node.args
            self._nodes[at] = replace(node, kind=kind[0], config=config, args=args)
        else:
            self._nodes[at] = replace(node, config=node.config | config)
        self.touched.add(at)

    def share(self, at: int, owner: int) -> None:
        """Give a node the weights of another."""
        self._nodes[at] = replace(self._nodes[at], owner=owner)
        self.touched.add(at)

    def call(self, at: int, **kwargs: Any) -> None:
        """Give a node arguments for its call."""
        self._nodes[at] = replace(self._nodes[at], kwargs=kwargs)
        self.touched.add(at)

    def redirect(self, old: Ref, new: Ref, readers: Iterable[int] | None = None, but: int | None = None) -> None:
        """Let all, or only some, of what reads one tensor read another."""
        for at in self.readers(old) if readers is None else readers:
            node = self._nodes[at]
            if at != but:
                self._nodes[at] = replace(node, args=move_refs(node.args, lambda ref: new if ref == old else ref))
        if readers is None:
            self._outputs = tuple(new if ref == old else ref for ref in self._outputs)

    def reorder(self, at: int, inputs: Iterable[Ref]) -> None:
        """Let a node that joins tensors join these."""
        self._nodes[at] = replace(self._nodes[at], args=(tuple(inputs), *self._nodes[at].args[1:]))
        self.touched.add(at)

    def outputs(self, refs: Iterable[Ref]) -> None:
        """Let the graph return these tensors."""
        self._outputs = tuple(refs)

    def graph(self) -> tuple[Graph, frozenset[int]]:
        """The graph as it is now, without what nothing depends on, and where in it to look."""
        order: list[int] = [at for at, node in self._nodes.items() if node.kind == "Input"]
        placed = set(order)
        pending = [ref.node for ref in reversed(self._outputs)]
        while pending:
            at = pending[-1]
            missing = [ref.node for ref in self._nodes[at].inputs if ref.node not in placed]
            if missing:
                pending.extend(reversed(missing))
                continue
            pending.pop()
            if at not in placed:
                placed.add(at)
                order.append(at)
        marks = frozenset(position for position, at in enumerate(order) if at in self.touched)
        return rebuilt(self._nodes, order, self._outputs), marks


def changed(graph: Graph, nodes: Iterable[int], *kind: str, **config: Any) -> Draft:
    """A draft with these nodes changed; see `Draft.change`."""
    draft = Draft(graph)
    for at in nodes:
        draft.change(at, *kind, **config)
    return draft


def without(graph: Graph, nodes: Iterable[int | None]) -> Draft:
    """A draft without these nodes; None stands for one that was not there."""
    draft = Draft(graph)
    for at in nodes:
        if at is not None:
            draft.remove(at)
    return draft
