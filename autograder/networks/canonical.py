"""Rewrites a graph in canonical form, in which the same network is written in one way.

Ways to write the same thing become the same node (`x + y` and `Add()([x, y])`; every kind of ReLU; padding written out
before a convolution), so that equal networks mostly have equal digests and what is compared or drawn speaks one
language. `judging.answers` and `student.pretrained` read every network through `decode_graph`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from autograder.networks.graph import Graph, Node, Ref, leaves, move_refs, parse_graph, rebuilt
from autograder.schema.vocabulary import NOISY

TRANSPARENT = ("Identity", "ops.convert_to_tensor")
GLOBAL = ("GlobalAveragePooling2D", "GlobalMaxPooling2D")
LOCAL = (
    *("Input", "BatchNormalization", "Dense", "Dropout", "Concatenate", "ops.concatenate", "relu", "add", "softmax"),
    "pad",
)
WINDOWS = ("Conv2D", "MaxPooling2D", "AveragePooling2D")


def decode_graph(raw: dict[str, Any]) -> Graph:
    """Read a graph from an untrusted description, in canonical form.

    Raises:
        BadEvidence: See `graph.parse_graph`.
    """
    return canonical(parse_graph(raw))


def canonical(graph: Graph) -> Graph:
    """Rewrite each node to its canonical form, then keep what the outputs depend on."""
    nodes: list[Node] = []
    at: list[Ref] = []  # where the first tensor of each old node is in the new graph

    def move(ref: Ref) -> Ref:
        first = at[ref.node]
        return Ref(first.node, first.output + ref.output)

    for node in graph.nodes:
        moved = replace(node, args=move_refs(node.args, move), kwargs=move_refs(node.kwargs, move))
        if moved.kind in TRANSPARENT and len(moved.inputs) == 1:
            at.append(moved.inputs[0])
            continue
        nodes.append(_rewrite(moved, nodes))
        at.append(Ref(len(nodes) - 1))
    return prune(dict(enumerate(nodes)), range(len(nodes)), [move(ref) for ref in graph.outputs])


def symmetric_padding_as_same(graph: Graph) -> Graph:
    """Where a window strides, read symmetric zero padding as "same": the papers' own code pads so, Keras does not."""
    return _repad(graph, lambda padding, half: "same" if padding == half else padding)


def same_as_symmetric_padding(graph: Graph) -> Graph:
    """The inverse of `symmetric_padding_as_same`."""
    return _repad(graph, lambda padding, half: half if padding == "same" else padding)


def without_noise(graph: Graph) -> Graph:
    """The network without dropout and other noise, for questions that do not ask what it does in training."""
    at: list[Ref] = []  # where the first tensor of each node comes from
    nodes: dict[int, Node] = {}

    def move(ref: Ref) -> Ref:
        return Ref(at[ref.node].node, at[ref.node].output + ref.output)

    for index, node in enumerate(graph.nodes):
        moved = replace(node, args=move_refs(node.args, move), kwargs=move_refs(node.kwargs, move))
        nodes[index] = moved
        at.append(moved.inputs[0] if node.kind in NOISY and len(moved.inputs) == 1 else Ref(index))
    return prune(nodes, range(len(nodes)), list(map(move, graph.outputs)))


def at_size(graph: Graph, shape: tuple[int, ...]) -> Graph | None:
    """The same network on an input of another size, None if it might compute in another way there.

    It computes alike if every operation looks at a pixel and its neighbours, at all pixels, or at what is left of them.
    """
    flat: set[int] = set()  # nodes after which the size of the image is forgotten
    for index, node in enumerate(graph.nodes):
        over_pixels = node.kind in ("ops.mean", "ops.max") and node.config.get("axis") in ([1, 2], [-3, -2])
        if over_pixels or node.kind in GLOBAL or (node.inputs and all(ref.node in flat for ref in node.inputs)):
            flat.add(index)
        elif not _is_local(node):
            return None
    if sum(node.kind == "Input" for node in graph.nodes) != 1:
        return None
    nodes = (replace(node, config={"shape": [None, *shape]}) if node.kind == "Input" else node for node in graph.nodes)
    return Graph(tuple(nodes), graph.outputs)


def _is_local(node: Node) -> bool:
    if node.kind in WINDOWS:
        return max(_window(node)) == 1 or node.config["padding"] != "valid"
    return node.kind in LOCAL


def _repad(graph: Graph, choose: Callable[[Any, list[list[int]]], Any]) -> Graph:
    nodes = []
    for node in graph.nodes:
        if node.kind in WINDOWS and max(_pair(node.config["strides"])) > 1 and max(_window(node)) > 1:
            half = [[(size - 1) // 2] * 2 for size in _window(node)]
            node = replace(node, config=node.config | {"padding": choose(node.config["padding"], half)})
        nodes.append(node)
    return Graph(tuple(nodes), graph.outputs)


def _rewrite(node: Node, before: list[Node]) -> Node:
    kind, config, inputs = node.kind, node.config, node.inputs
    settings = [config.get(key) for key in ("negative_slope", "threshold")]
    if kind == "ReLU" and not any(settings) and config.get("max_value") is None:
        return _plain("relu", inputs)
    if kind == "ops.relu" or (kind == "ops.maximum" and len(inputs) == 1 and 0 in node.args):
        return _plain("relu", inputs)
    if kind in ("Add", "ops.add") and len(inputs) > 1 and len(inputs) == len(leaves([node.args, node.kwargs])):
        return _plain("add", inputs)
    if kind in ("Softmax", "ops.softmax") and config.get("axis", -1) == -1:
        return _plain("softmax", inputs[:1])
    if kind in ("ZeroPadding2D", "ops.pad"):
        padding = _zero_padding(node)
        return Node("pad", {"padding": padding}, (inputs[0],), {}, -1) if padding else node
    if kind in WINDOWS and config.get("padding") == "valid" and before[inputs[0].node].kind == "pad":
        pad = before[inputs[0].node]
        padding = pad.config["padding"]
        half = [(size - 1) // 2 for size in _window(node)]
        plain = max(_pair(config["strides"])) == 1 == max(_pair(config.get("dilation_rate", 1)))
        odd = all(size % 2 for size in _window(node))
        if kind == "Conv2D" and plain and odd and padding == [[side, side] for side in half]:
            padding = "same"
        return replace(node, config=config | {"padding": padding}, args=(pad.inputs[0],), kwargs={})
    if kind in ("BatchNormalization", "Concatenate") and config.get("axis") == 3:  # of an image: the last
        return replace(node, config=config | {"axis": -1})
    if kind == "Conv2D" and config.get("padding") == "valid" and _window(node) == (1, 1):
        return replace(node, config=config | {"padding": "same"})  # a window of one pixel needs none
    return node


def _plain(kind: str, inputs: list[Ref]) -> Node:
    return Node(kind, {}, tuple(inputs), {}, -1)


def _zero_padding(node: Node) -> list[list[int]] | None:
    """[[top, bottom], [left, right]] if the node pads an image with zeros."""
    if node.kind == "ZeroPadding2D":
        channels_last = node.config.get("data_format", "channels_last") == "channels_last"
        return [list(_pair(side)) for side in _pair(node.config["padding"])] if channels_last else None
    widths = node.config.get("pad_width")
    zero = node.config.get("mode") == "constant" and not node.kwargs.get("constant_values")
    if zero and isinstance(widths, list) and len(widths) == 4 and len(node.args) == 1:
        rows = [list(_pair(width)) for width in widths]
        if rows[0] == rows[3] == [0, 0]:
            return rows[1:3]
    return None


def _window(node: Node) -> tuple[int, int]:
    return _pair(node.config["kernel_size" if node.kind == "Conv2D" else "pool_size"])


def _pair(value: Any) -> tuple[Any, Any]:
    return tuple(value) if isinstance(value, (list, tuple)) and len(value) == 2 else (value, value)  # type: ignore


def prune(nodes: Mapping[int, Node], order: Iterable[int], outputs: Sequence[Ref]) -> Graph:
    """The graph of those nodes that the outputs depend on, and of all inputs.

    Args:
        nodes: By number; they and the outputs refer to each other by these.
        order: The numbers, each after those of what it depends on.
        outputs: What comes out.
    """
    needed, pending = set(), [ref.node for ref in outputs]
    while pending:
        at = pending.pop()
        if at not in needed:
            needed.add(at)
            pending.extend(ref.node for ref in nodes[at].inputs)
    return rebuilt(nodes, [at for at in order if at in needed or nodes[at].kind == "Input"], outputs)
