"""Measures a graph without allocating a weight: shapes, parameter counts and multiplications."""

import json
import math
from collections import deque
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import keras

from autograder.errors import BadEvidence
from autograder.keras_internals.weightless import without_weights
from autograder.networks.devices import precision
from autograder.networks.graph import Graph, Node
from autograder.networks.layers import MERGE, apply, keras_layer, pad
from autograder.networks.settings import course_settings
from autograder.schema.vocabulary import LAYERS, NOISY, WEIGHTED

MAX_PARAMETERS = 1_000_000_000
MAX_VALUES = 1 << 26  # in what one operation puts out for one image


@dataclass(frozen=True, slots=True)
class Size:
    """What can be known of a graph without running it.

    Attributes:
        shapes: Of the outputs; the batch axis is None.
        trainable: Trainable parameters.
        non_trainable: The others: the moving statistics of batch normalisation, frozen layers.
        macs: Multiply-accumulates for one image, to the nearest order; an operation without counts once a number.
        peak: The most numbers that are held at a time for one image, without weights.
    """

    shapes: tuple[tuple[int | None, ...], ...]
    trainable: int
    non_trainable: int
    macs: int
    peak: int


@dataclass(frozen=True, slots=True)
class Anatomy:
    """A graph's size and, per node, what running it takes: its layer and the shapes of its tensors."""

    size: Size
    layers: tuple[Any, ...]
    tensors: tuple[tuple[Any, ...], ...]


@lru_cache(maxsize=512)
def measure(graph: Graph) -> Size:
    """The size of a graph; see `anatomy`."""
    return anatomy(graph).size


def anatomy(graph: Graph) -> Anatomy:
    """Infer every shape in a graph with Keras' own rules.

    Equal graphs may have their nodes in another order, so that what is kept is kept for this very graph.

    Raises:
        BadEvidence: A layer refuses its settings or its input, or the network is beyond the caps.
    """
    for of, known in _recent:
        if of is graph:
            return known
    _recent.append((graph, _examine(graph)))
    return _recent[-1][1]


_recent: deque[tuple[Graph, Anatomy]] = deque(maxlen=8)


@course_settings()
def _examine(graph: Graph) -> Anatomy:
    tensors: list[tuple[Any, ...]] = []
    layers: list[Any] = []
    owned: dict[int, tuple[int, int]] = {}
    macs = parameters = held = peak = 0
    last_use = {ref.node: index for index, node in enumerate(graph.nodes) for ref in node.inputs}
    last_use |= {ref.node: len(graph.nodes) for ref in graph.outputs}
    sizes: list[int] = []
    for index, node in enumerate(graph.nodes):
        try:
            layer, outputs = _infer(node, tensors)
        except BadEvidence:
            raise
        except Exception as error:
            text = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
            raise BadEvidence(f"{node.kind} can't be rebuilt: {text}") from None
        sizes.append(sum(math.prod(side or 1 for side in tensor.shape) for tensor in outputs))
        if sizes[-1] > MAX_VALUES:
            raise BadEvidence(f"The output of {node.kind} is too large to be compared.")
        macs += sizes[-1] * _work(node, layer)
        held += sizes[-1]
        peak = max(peak, held)
        held -= sum(sizes[of] for of in {ref.node for ref in node.inputs} if last_use[of] == index)
        tensors.append(outputs)
        layers.append(layer)
        if node.kind in WEIGHTED:
            trainable = sum(math.prod(weight.shape) for weight in layer.trainable_weights)
            every = sum(math.prod(weight.shape) for weight in layer.weights)
            parameters += 0 if node.owner in owned else every
            owned[node.owner] = trainable, every - trainable
        if parameters > MAX_PARAMETERS:
            raise BadEvidence(f"The network has more than {MAX_PARAMETERS:,} parameters.")
    if any(ref.output >= len(tensors[ref.node]) for ref in graph.outputs):
        raise BadEvidence("The graph refers to a tensor that is not there.")
    size = Size(
        tuple(tuple(tensors[ref.node][ref.output].shape) for ref in graph.outputs),
        sum(trainable for trainable, _ in owned.values()),
        sum(frozen for _, frozen in owned.values()),
        macs,
        peak,
    )
    return Anatomy(size, tuple(layers), tuple(tensors))


def _work(node: Node, layer: Any) -> int:
    """How many multiplications, about, each number that comes out of a node takes."""
    if node.kind in WEIGHTED:
        shapes = [tuple(weight.shape) for weight in layer.weights if len(weight.shape) > 1]
        grouped = node.kind in ("DepthwiseConv2D", "SeparableConv2D")
        fans = [math.prod(shape[:2] if grouped and not at else shape[:-1]) for at, shape in enumerate(shapes)]
        return max(1, sum(fans))
    size = node.config.get("pool_size", 1)
    sides = size if isinstance(size, list) else [size, size]
    return max(1, math.prod(side for side in sides if isinstance(side, int)))


def _infer(node: Node, tensors: list[tuple[Any, ...]]) -> tuple[Any, tuple[Any, ...]]:
    if node.kind == "Input":
        shape = node.config.get("shape")
        if not isinstance(shape, list) or not all(side is None or type(side) is int for side in shape):
            raise BadEvidence("An input of the graph has no shape.")
        return None, (keras.KerasTensor(tuple(shape), precision()),)
    layer = None
    if node.kind in LAYERS:
        entering = [tensors[ref.node][ref.output].shape for ref in node.inputs]
        layer = keras_layer(node.kind, json.dumps(node.config, sort_keys=True), repr(entering), len(node.inputs))
    if node.kind in WEIGHTED or node.kind in NOISY:
        ref = node.inputs[0]
        if len(node.inputs) != 1:
            raise BadEvidence(f"{node.kind} is called on {len(node.inputs)} tensors.")
        entering = tensors[ref.node][ref.output]
        shape = list(entering.shape)
        if isinstance(node.config.get("padding"), list):
            for axis, sides in enumerate(node.config["padding"], start=1):
                shape[axis] = None if shape[axis] is None else shape[axis] + sum(sides)
        with without_weights():
            if not layer.built:
                layer.build(tuple(shape))
            shape = _open_sides(layer, shape, layer.compute_output_shape(tuple(shape)))
            return layer, (keras.KerasTensor(shape, precision()),)

    def compute(*leaves: Any) -> Any:
        held = dict(zip(refs, leaves, strict=True))
        return apply(node, layer, held.__getitem__)

    refs = node.inputs
    symbolic = [tensors[ref.node][ref.output] for ref in refs]
    result = compute(*symbolic) if layer is None else _layer_outputs(node, layer, symbolic)
    return layer, tuple(result)


def _open_sides(layer: Any, entering: list[int | None], leaving: tuple[int | None, ...]) -> tuple[int | None, ...]:
    """Of an EinsumDense told to leave sides open: the sides of the input with the same letters."""
    equation = getattr(layer, "equation", "").replace(" ", "")
    if not equation or "." in equation:
        return leaving
    source, target = equation.partition(",")[0], equation.partition("->")[2]
    sides = dict(zip(source, entering, strict=True))
    return tuple(sides.get(letter) if side is None else side for letter, side in zip(target, leaving, strict=True))


def _layer_outputs(node: Node, layer: Any, symbolic: list[Any]) -> tuple[Any, ...]:
    if node.kind in MERGE and not layer.built:
        layer.build([tensor.shape for tensor in symbolic])
    padding = node.config.get("padding")
    if isinstance(padding, list) and "pool_size" in node.config:
        symbolic = [pad(symbolic[0], padding)]
    result = layer.compute_output_spec(symbolic if node.kind in MERGE else symbolic[0])
    return tuple(result) if isinstance(result, (list, tuple)) else (result,)
