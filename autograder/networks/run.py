"""Runs a graph with weights and inputs that a seed decides, to see what the network computes.

Two networks are the same if they compute the same function with the same weights. Every weighted layer gets values that
depend on the seed and on its *place*: the shape of its kernel and the places of the nearest weighted layers before it,
never its name or the order of creation. The inputs have negative values. Noise in training is drawn by place too.
`judging.answers` runs both networks of a comparison here.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import keras
import numpy as np

from autograder.errors import BadEvidence
from autograder.networks.devices import full_float32, precision
from autograder.networks.graph import Graph, Node, Ref
from autograder.networks.layers import apply, pad
from autograder.networks.randomness import signs_and_buckets, uniform
from autograder.networks.settings import course_settings
from autograder.networks.size import BATCH, Anatomy, anatomy
from autograder.networks.weights import draw_weight, images, places
from autograder.schema.vocabulary import LINEAR, NOISY, WEIGHTED

SKETCH = 256  # numbers per image that an output is condensed to
HEAD = 1 / 8  # scale of the last linear layers before scores of classes: a softmax after them saturates less
SHAPE_ONLY = ("Flatten", "Reshape", "ops.reshape", "ops.squeeze", "ops.expand_dims")


@dataclass(frozen=True, slots=True)
class Run:
    """What a network did with one batch.

    Attributes:
        outputs: float64 (batch, n): each output, condensed. A final softmax is compared by its logarithm, as a
            saturated one hides differences.
        statistics: float64 (256,): the moving statistics after the batch, condensed.
        probabilities: float64 (batch, n): the same with the softmax itself, None if not every output ends in one. What
            a softmax written out by hand is compared with.
    """

    outputs: np.ndarray
    statistics: np.ndarray
    probabilities: np.ndarray | None = None


@lru_cache(maxsize=512)
@course_settings()
def run(graph: Graph, seed: str, training: bool, own: bool = False) -> Run:
    """Run a graph once on seeded inputs with seeded weights. Equal graphs are run once.

    Args:
        graph: The network.
        seed: Equal seeds give equal inputs and equal weights at equal places.
        training: Whether batch normalisation uses the batch's statistics, and dropout drops.
        own: Whether it is the course's network: what it computes is never taken for what a student's does.

    Returns:
        The condensed outputs and statistics.

    Raises:
        BadEvidence: The graph can't be rebuilt, or the size of its tensors is not known; see `size.anatomy`.
    """
    body = anatomy(graph)
    if body.fault:
        raise BadEvidence(body.fault)
    runner = Runner(graph, body, seed, training)
    with full_float32():
        for index, node in enumerate(graph.nodes):
            try:
                runner.step(index, node)
            except Exception as error:
                raise BadEvidence(f"{node.kind} can't be run: {str(error).splitlines()[0][:200]}") from None
    values, statistics, log = runner.values, runner.statistics, runner.log
    arrays = [keras.ops.convert_to_numpy(values[ref.node][ref.output]) for ref in graph.outputs]
    flat = [np.asarray(array, dtype=np.float64).reshape(BATCH, -1) for array in arrays]

    def condensed(rows: list[np.ndarray]) -> np.ndarray:
        return np.concatenate([sketch(row, f"{seed}/y{position}") for position, row in enumerate(rows)], axis=1)

    return Run(condensed(flat), statistics, condensed([np.exp(rows) for rows in flat]) if log else None)


class Runner:
    """The values of a graph's tensors while it is run, freed after their last use."""

    def __init__(self, graph: Graph, body: Anatomy, seed: str, training: bool) -> None:
        self.graph, self.body, self.seed, self.training = graph, body, seed, training
        self.near = places(graph, body)
        self.log = _final_softmax(graph, body)
        flat = [ref for ref in graph.outputs if len(body.tensors[ref.node][ref.output].shape) == 2]
        self.head = {place for ref in flat for place in self.near[ref.node]}
        self.last_use = {ref.node: index for index, node in enumerate(graph.nodes) for ref in node.inputs}
        self.kept = {ref.node for ref in graph.outputs}
        self.values: list[Any] = [None] * len(graph.nodes)
        self.statistics = np.zeros(SKETCH)

    def step(self, index: int, node: Node) -> None:
        """Compute one node."""
        if node.kind == "Input":
            self.values[index] = (self.enter(index),)
        elif node.kind in WEIGHTED:
            self.values[index] = (self._weighted(index, node),)
        elif node.kind in NOISY:
            x = self._fetch(node.inputs[0])
            self.values[index] = (_noise(node, x, f"{self.seed}/{self.near[index]}", self.training),)
        elif index in self.log:
            self.values[index] = (keras.ops.log_softmax(self._fetch(node.inputs[0])),)
        else:
            self.values[index] = apply(node, self.body.layers[index], self._fetch)
        for ref in node.inputs:
            if self.last_use[ref.node] == index and ref.node not in self.kept:
                self.values[ref.node] = None

    def enter(self, index: int) -> Any:
        """The batch that goes into an input."""
        shape = (BATCH, *self.body.tensors[index][0].shape[1:])
        return keras.ops.convert_to_tensor(images(f"{self.seed}/x{index}", shape).astype(precision()))

    def weights_of(self, index: int, layer: Any) -> list[Any]:
        """Values for the weights of the layer at a node, in their order."""
        name = self.near[index][0]
        last = self.graph.nodes[index].kind in LINEAR and name in self.head
        return [
            draw_weight(weight, f"{self.seed}/{name}", np.float32(HEAD if last else 1.0)) for weight in layer.weights
        ]

    def _fetch(self, ref: Ref) -> Any:
        return self.values[ref.node][ref.output]

    def _weighted(self, index: int, node: Node) -> Any:
        """The output of a weighted layer; in training, a batch normalisation's new statistics are added up."""
        layer, x, name = self.body.layers[index], self._fetch(node.inputs[0]), self.near[index][0]
        if isinstance(node.config.get("padding"), list):
            x = pad(x, node.config["padding"])
        place = f"{self.seed}/{name}"
        values = zip(layer.weights, self.weights_of(index, layer), strict=True)
        drawn = {id(weight): value for weight, value in values}
        normalises = node.kind == "BatchNormalization"
        output, updated = layer.stateless_call(
            [drawn[id(weight)] for weight in layer.trainable_variables],
            [drawn[id(weight)] for weight in layer.non_trainable_variables],
            x,
            **({"training": node.kwargs.get("training", self.training)} if normalises else {}),
        )
        if normalises and self.training:
            moving = [
                np.asarray(keras.ops.convert_to_numpy(value), dtype=np.float64)
                for weight, value in zip(layer.non_trainable_variables, updated, strict=True)
                if weight.name in ("moving_mean", "moving_variance")
            ]
            self.statistics += fold(np.concatenate(moving), f"{place}/statistics")
        return output


def sketch(array: np.ndarray, key: str) -> np.ndarray:
    """Condense each row of (n, values) to at most 256 numbers: sums with random signs over random parts.

    A difference in any value shows in the part that it falls in. Short rows stay as they are.
    """
    if array.shape[1] <= SKETCH:
        return array
    return np.sqrt(SKETCH / array.shape[1]) * np.stack([fold(row, key) for row in array])


def fold(values: np.ndarray, key: str, parts: int = SKETCH) -> np.ndarray:
    """Sums of (n,) values with random signs over so many random parts."""
    signs, buckets = signs_and_buckets(f"{key}/{len(values)}", len(values), parts)
    return np.bincount(buckets, weights=signs * values, minlength=parts)


def _noise(node: Node, x: Any, place: str, training: bool) -> Any:
    """A dropout or other noise, drawn by place; the same for every order in which layers were made."""
    rate = node.config.get("rate", node.config.get("stddev", 0.0))
    if not training or not rate or node.kwargs.get("training", True) is False:
        return x
    key = f"{place}/{node.kind}/{rate}"
    size = int(np.prod(x.shape))
    keep = (uniform(key, (size,), 0.0, 1.0) >= rate).reshape(tuple(x.shape)).astype(precision())
    if node.kind == "Dropout":
        return x * keras.ops.convert_to_tensor(keep / (1.0 - rate))
    # the others are never asked for; they only have to differ
    return x * keras.ops.convert_to_tensor(keep) + keras.ops.convert_to_tensor(1.0 - keep)


def _final_softmax(graph: Graph, body: Anatomy) -> set[int]:
    """Nodes that are a softmax whose values reach an output unchanged; none unless every output ends in one."""
    found = set()
    for ref in graph.outputs:
        index = ref.node
        while graph.nodes[index].kind in SHAPE_ONLY:
            index = graph.nodes[index].inputs[0].node
        node, last = graph.nodes[index], len(body.tensors[index][0].shape) - 1
        if node.kind != "softmax" and not (node.kind in ("Softmax", "ops.softmax") and node.config.get("axis") == last):
            return set()
        found.add(index)
    return found
