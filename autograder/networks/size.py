"""Measures a graph without allocating a weight: shapes, parameter counts and multiplications."""

import json
import math
from collections import deque
from dataclasses import dataclass
from typing import Any, NamedTuple

import keras

from autograder.errors import BadEvidence
from autograder.keras_internals.weightless import without_weights
from autograder.networks.devices import precision
from autograder.networks.graph import Graph, Node, Ref, move_refs
from autograder.networks.layers import MERGE, apply, keras_layer, pad
from autograder.networks.settings import course_settings
from autograder.networks.work import A_NUMBER, argument_of, room_of, work_of
from autograder.schema.vocabulary import LAYERS, NOISY, PLAIN, WEIGHTED

BATCH = 2  # images that networks are compared with
MAX_PARAMETERS = 1_000_000_000
MAX_VALUES = 1 << 26  # in what one operation puts out for one image
MAX_DIFFERENT = 2000  # operations of one graph that are unlike all others of it: each takes a millisecond to infer
MAX_INFERRED = 20_000
MAX_OUTPUTS = 1024  # of one operation
JOINS = ("Concatenate", "ops.concatenate")
KEEPING = ((WEIGHTED | NOISY | PLAIN).keys() | {"relu", "add", "softmax", "pad"}) - {*JOINS, "EinsumDense", "Dot"}


@dataclass(frozen=True, slots=True)
class Size:
    """What can be known of a graph without running it.

    Attributes:
        shapes: Of the outputs; the batch axis is None.
        trainable: Trainable parameters.
        non_trainable: The others: the moving statistics of batch normalisation, frozen layers.
        macs: Multiply-accumulates for one image, to the nearest order; see `work`.
        peak: The most numbers that are held at a time for one image, without weights.
    """

    shapes: tuple[tuple[int | None, ...], ...]
    trainable: int
    non_trainable: int
    macs: int
    peak: int


@dataclass(frozen=True, slots=True)
class Anatomy:
    """A graph's size and, per node, what running it takes.

    Attributes:
        size: The size.
        layers: Per node its layer, None for functions.
        tensors: Per node the tensors that come out, of an open batch.
        fault: Why it can't be run, "" if nothing is known against it.
    """

    size: Size
    layers: tuple[Any, ...]
    tensors: tuple[tuple[Any, ...], ...]
    fault: str = ""


class Entering(NamedTuple):
    """What is known of a tensor, where it stands among a node's arguments."""

    shape: tuple[int | None, ...]
    dtype: str


def measure(graph: Graph) -> Size:
    """The size of a graph; see `anatomy`."""
    return anatomy(graph).size


def anatomy(graph: Graph) -> Anatomy:
    """Infer every shape in a graph with Keras' own rules.

    What is known is kept for this very graph: equal ones may have their nodes in another order, and nobody's is
    measured in the place of another's.

    Raises:
        BadEvidence: A layer refuses its settings or its input, calls of one layer have weights of other shapes, or the
            network is beyond the caps.
    """
    for of, known in _recent:
        if of is graph:
            return known
    _recent.append((graph, _examine(graph)))
    return _recent[-1][1]


_recent: deque[tuple[Graph, Anatomy]] = deque(maxlen=16)
_inferred: dict[str, tuple[Any, tuple[Any, ...]]] = {}  # layer and tensors of nodes as they were inferred before


@course_settings()
def _examine(graph: Graph) -> Anatomy:
    tensors: list[tuple[Any, ...]] = []
    closed: list[tuple[Any, ...]] = []  # the same for a batch of `BATCH` images: no side is open
    layers: list[Any] = []
    owned: dict[int, Any] = {}
    keys: set[str] = set()
    sizes: list[int] = []
    macs = parameters = held = peak = 0
    fault = ""
    last_use = {ref.node: index for index, node in enumerate(graph.nodes) for ref in node.inputs}
    last_use |= {ref.node: len(graph.nodes) for ref in graph.outputs}
    for index, node in enumerate(graph.nodes):
        layer, outputs = _known(node, tensors, keys)
        tensors.append(outputs)
        layers.append(layer)
        try:
            kept = fault or node.kind == "Input" or _keeps_images(node, tensors, closed)
            found = _of_batch(outputs) if kept else _known(node, closed, keys)[1]
            if any(None in tensor.shape for tensor in found) or (node.kind == "Input" and None in outputs[0].shape[1:]):
                raise BadEvidence(f"The size of what comes out of {node.kind} is not known.")
        except BadEvidence as why:
            fault, found = str(why), _of_batch(outputs)
        closed.append(found)
        entering = [closed[ref.node][ref.output].shape for ref in node.inputs]
        leaving = [tensor.shape for tensor in closed[-1]]
        room = room_of(node, entering, leaving)
        sizes.append(sum(map(math.prod, leaving)))
        if max(sizes[-1], room) > BATCH * MAX_VALUES:
            raise BadEvidence(f"The output of {node.kind} is too large to be compared.")
        macs += A_NUMBER * room + work_of(node, layer, entering, leaving)
        held += sizes[-1]
        peak = max(peak, held + room)
        held -= sum(sizes[of] for of in {ref.node for ref in node.inputs} if last_use[of] == index)
        if node.kind in WEIGHTED and node.owner not in owned:
            owned[node.owner] = layer
            parameters += _count(layer.weights)
        elif node.kind in WEIGHTED and _shapes(layer.weights) != _shapes(owned[node.owner].weights):
            raise BadEvidence(f"Calls of one {node.kind} have weights of other shapes.")
        if parameters > MAX_PARAMETERS:
            raise BadEvidence(f"The network has more than {MAX_PARAMETERS:,} parameters.")
    if any(ref.output >= len(tensors[ref.node]) for ref in graph.outputs):
        raise BadEvidence("The graph refers to a tensor that is not there.")
    trainable = sum(_count(layer.trainable_weights) for layer in owned.values())
    shapes = tuple(tuple(tensors[ref.node][ref.output].shape) for ref in graph.outputs)
    size = Size(shapes, trainable, parameters - trainable, -(-macs // BATCH), -(-peak // BATCH))
    return Anatomy(size, tuple(layers), tuple(tensors), fault)


def _keeps_images(node: Node, tensors: list[tuple[Any, ...]], closed: list[tuple[Any, ...]]) -> bool:
    """Whether what comes out of a node, the last, is known to have as many images as the batch, and no other side open.

    Reshaping, and joining or cutting along the batch, makes tensors with any number of images, or other open sides.
    """
    joins = node.kind in JOINS and node.config.get("axis") in (-1, 1, 2, 3) and "axis" not in node.kwargs
    if not (joins or node.kind in KEEPING):
        return False
    entering = [(tensors[ref.node][ref.output].shape, closed[ref.node][ref.output].shape) for ref in node.inputs]
    entering += [(tensor.shape, (BATCH, *tensor.shape[1:])) for tensor in tensors[-1]]
    return all(shape[:1] == (None,) and (BATCH, *shape[1:]) == known for shape, known in entering)


def _of_batch(outputs: tuple[Any, ...]) -> tuple[Any, ...]:
    """Tensors with a batch of `BATCH`; other sides that are open count once."""
    shapes = [tuple(side or 1 for side in tensor.shape) for tensor in outputs]
    batched = [(BATCH, *shape[1:]) if shape else shape for shape in shapes]
    return tuple(keras.KerasTensor(shape, it.dtype) for shape, it in zip(batched, outputs, strict=True))


def _count(weights: list[Any]) -> int:
    return sum(map(math.prod, _shapes(weights)))


def _shapes(weights: list[Any]) -> list[tuple[int, ...]]:
    return [tuple(weight.shape) for weight in weights]


def _known(node: Node, tensors: list[tuple[Any, ...]], keys: set[str]) -> tuple[Any, tuple[Any, ...]]:
    """A node's layer and what comes out of it; of nodes that are alike it is inferred once.

    Args:
        node: The node.
        tensors: What comes out of those before it.
        keys: Of the different nodes of its graph; the node's is added.

    Raises:
        BadEvidence: It can't be made or called, or the graph has too many different ones.
    """

    def seen(ref: Ref) -> Any:
        tensor = tensors[ref.node][ref.output]
        return Entering(tuple(tensor.shape), tensor.dtype)

    try:
        called = move_refs(node.args, seen), move_refs(node.kwargs, seen)
        key = f"{node.kind} {json.dumps(node.config, sort_keys=True)} {called!r} {precision()}"
        keys.add(key)
        if len(keys) > MAX_DIFFERENT:
            raise BadEvidence(f"The graph has more than {MAX_DIFFERENT:,} different operations.")
        if key not in _inferred:
            if len(_inferred) >= MAX_INFERRED:
                _inferred.clear()
            _inferred[key] = _infer(node, tensors)
        return _inferred[key]
    except BadEvidence:
        raise
    except Exception as error:
        text = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        raise BadEvidence(f"{node.kind} can't be rebuilt: {text}") from None


def _infer(node: Node, tensors: list[tuple[Any, ...]]) -> tuple[Any, tuple[Any, ...]]:
    if node.kind == "Input":
        shape = node.config.get("shape")
        if not isinstance(shape, list) or not all(side is None or type(side) is int for side in shape):
            raise BadEvidence("An input of the graph has no shape.")
        if any(side is not None and side < 1 for side in shape) or not shape:
            raise BadEvidence("An input of the graph has a shape without room.")
        return None, (keras.KerasTensor(tuple(shape), precision()),)
    if node.kind in ("ops.split", "ops.unstack"):
        _require_few(node, tensors[node.inputs[0].node][node.inputs[0].output].shape)
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


def _require_few(node: Node, entering: tuple[int | None, ...]) -> None:
    """See that an operation makes few tensors: each takes time and room even where nothing is computed."""
    if node.kind == "ops.split":
        parts = argument_of(node, 1, "indices_or_sections")
        many = parts if isinstance(parts, int) else 0
    else:
        many = entering[argument_of(node, 2, "axis") or 0] or 0
    if many > MAX_OUTPUTS:
        raise BadEvidence(f"{node.kind} makes {many:,} tensors; up to {MAX_OUTPUTS:,} are graded.")


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
