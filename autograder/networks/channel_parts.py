"""Rewrites a graph so that a convolution whose channels are cut apart is one for each part.

Branches that read the same tensor can be written as one wide convolution and slices of what comes out, as programs for
fast inference do. Each part has the filters that a convolution of its own would have. `judging.answers` calls it.
"""

import itertools
from collections import Counter
from dataclasses import replace

from autograder.errors import BadEvidence
from autograder.networks.canonical import prune
from autograder.networks.channel_groups import BY_CHANNEL, channels_of
from autograder.networks.graph import MAX_NODES, Graph, Ref, move_refs
from autograder.networks.size import anatomy
from autograder.schema.vocabulary import WEIGHTED

CUTS = ("ops.get_item", "ops.split")
FILTERS = {"Conv2D": "filters", "Dense": "units"}  # what makes channels, and the setting that says how many


def in_parts(graph: Graph) -> Graph:
    """Write a wide convolution as one for each part that its channels are cut into, here or behind a ReLU or the like.

    Raises:
        BadEvidence: The graph can't be rebuilt, or would have more operations than are graded.
    """
    cuts: dict[Ref, list[int]] = {}
    for at, node in enumerate(graph.nodes):
        if node.kind in CUTS and len(node.inputs) == 1:
            cuts.setdefault(node.inputs[0], []).append(at)
    if not cuts:
        return graph
    tensors = anatomy(graph).tensors
    uses = Counter(ref for node in graph.nodes for ref in node.inputs) + Counter(graph.outputs)
    calls = Counter(node.owner for node in graph.nodes if node.kind in WEIGHTED)
    nodes, moved = dict(enumerate(graph.nodes)), dict[Ref, Ref]()
    numbers, owners = itertools.count(len(nodes)), itertools.count(1 + max(node.owner for node in graph.nodes))
    before: dict[int, list[int]] = {}

    def layers_to(at: int) -> list[int]:
        """The convolution that makes a node's channels and what follows up to it; none if something else does."""
        found = [at]
        while (node := nodes[at]).kind not in FILTERS:
            normalises = node.kind == "BatchNormalization" and node.config["axis"] in (-1, 3)
            if not (normalises or node.kind in BY_CHANNEL) or uses[node.inputs[0]] != 1:
                return []
            at = node.inputs[0].node
            found.insert(0, at)
        plain = node.config.get("groups", 1) == 1 and node.config.get("data_format") in (None, "channels_last")
        return found if plain and all(calls[nodes[at].owner] <= 1 for at in found) else []

    for whole, cutters in cuts.items():
        shape = tensors[whole.node][whole.output].shape
        parts = [Ref(at, output) for at in cutters for output in range(len(tensors[at]))]
        ranges = [channels_of(part, graph.nodes[part.node], shape, tensors[part.node]) for part in parts]
        found = [range_ for range_ in ranges if range_]
        edges = sorted({edge for range_ in found for edge in range_})
        all_used = uses[whole] == len(cutters) and all(uses[part] for part in parts)
        once_each = set(found) == set(itertools.pairwise(edges)) and {0, shape[-1]} <= set(edges)
        chain = layers_to(whole.node)
        if not (chain and all_used and once_each and len(found) == len(parts)):
            continue
        if (len(edges) - 1) * len(chain) + len(nodes) > MAX_NODES:
            raise BadEvidence(f"Cut into parts, the graph has more than {MAX_NODES:,} operations.")
        made: dict[tuple[int, int], Ref] = {}
        for begin, end in itertools.pairwise(edges):
            ref = nodes[chain[0]].inputs[0]
            for at in chain:
                node = nodes[at]
                width = {FILTERS[node.kind]: end - begin} if node.kind in FILTERS else {}
                owner = next(owners) if node.kind in WEIGHTED else node.owner
                number, entering = next(numbers), ref
                args = move_refs(node.args, lambda _, entering=entering: entering)
                nodes[number] = replace(node, config=node.config | width, args=args, owner=owner)
                before.setdefault(chain[-1], []).append(number)
                ref = Ref(number)
            made[begin, end] = ref
        moved |= {part: made[range_] for part, range_ in zip(parts, found, strict=True)}
    if not moved:
        return graph

    def now(ref: Ref) -> Ref:
        while ref in moved:
            ref = moved[ref]
        return ref

    nodes = {
        number: replace(node, args=move_refs(node.args, now), kwargs=move_refs(node.kwargs, now))
        for number, node in nodes.items()
    }
    order = [at for position in range(len(graph.nodes)) for at in (*before.get(position, ()), position)]
    return prune(nodes, order, [now(ref) for ref in graph.outputs])
