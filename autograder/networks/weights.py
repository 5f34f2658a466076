"""Draws the weights and inputs that networks are compared with, from a seed, by place in the graph.

`run` calls it; `student.pretrained` finds by the same places where saved weights belong.
"""

from collections.abc import Callable
from typing import Any

import keras
import numpy as np

from autograder.digests import digest
from autograder.networks.devices import precision
from autograder.networks.graph import Graph, Node
from autograder.networks.randomness import uniform
from autograder.networks.size import Anatomy
from autograder.schema.vocabulary import LINEAR, WEIGHTED

MAX_KEPT = 128 * 2**20  # weights kept for the next run, 4 bytes each
MOST_NEAR = 64
# Ranges of the uniform distributions that weights other than kernels are drawn from. Gains below 1 keep the
# activations of a deep residual network from growing out of float32's good range.
RANGES = {
    "gamma": (0.6, 1.0),
    "moving_variance": (0.7, 1.4),
    "moving_mean": (-0.3, 0.3),
    "beta": (-0.3, 0.3),
    "bias": (-0.3, 0.3),
    "alpha": (0.1, 0.3),
}


class _Kept:
    """What was made before, up to a total size; the least recently used goes first."""

    def __init__(self, most: int) -> None:
        self._most, self._total = most, 0
        self._held: dict[str, tuple[int, Any]] = {}

    def get(self, key: str, size: int, make: Callable[[], Any]) -> Any:
        """What was made for this key, or make it now."""
        if key in self._held:
            self._held[key] = found = self._held.pop(key)
            return found[1]
        made = make()
        self._held[key] = size, made
        self._total += size
        while self._total > self._most and len(self._held) > 1:
            self._total -= self._held.pop(next(iter(self._held)))[0]
        return made


_weights = _Kept(MAX_KEPT)


def places(graph: Graph, body: Anatomy) -> list[tuple[str, ...]]:
    """For each node the places of the nearest weighted layers at or before it, sorted; its own first if weighted."""
    near: list[tuple[str, ...]] = []
    owned: dict[int, str] = {}
    for index, node in enumerate(graph.nodes):
        if node.kind == "Input":
            near.append((f"input {index}",))
            continue
        before = tuple(sorted({place for of in {ref.node for ref in node.inputs} for place in near[of]}))
        if len(before) > MOST_NEAR:  # of a graph that joins very many branches: one name for all
            before = (digest(*before),)
        if node.kind in WEIGHTED:
            name = digest(*_identity(node, body.layers[index]), *before)
            near.append((owned.setdefault(node.owner, name),))
        else:
            near.append(before)
    return near


def images(key: str, shape: tuple[int, ...]) -> np.ndarray:
    """float32 inputs of `shape` (batch, …, channels) with negative values: noise on a wave and a level.

    Level and wave differ from image to image and channel to channel. Noise alone would look the same to a network that
    averages over all pixels, and outputs that hardly differ can't be compared well. Every second image is eight times
    as bright, so that an activation with a ceiling, such as ReLU6, shows.
    """
    batch, channels = shape[0], shape[-1]
    level, height = (uniform(f"{key}/{name}", (batch, channels)) for name in ("level", "height"))
    values = 0.7 * uniform(f"{key}/noise", shape)
    middle = len(shape) - 2
    wave = np.float32(0.0)
    for axis, turns in zip(range(1, len(shape) - 1), uniform(f"{key}/turns", (middle,), 0.5, 2.0), strict=True):
        steps = np.linspace(0.0, 2.0 * np.pi * float(turns), shape[axis], dtype=np.float32)
        wave = wave + steps.reshape([-1 if other == axis else 1 for other in range(len(shape))])
    spread = (batch, *[1] * middle, channels)
    values = values + level.reshape(spread) + height.reshape(spread) * np.sin(wave)
    values[1::2] *= 8.0
    return values.astype(np.float32)


def _identity(node: Node, layer: Any) -> tuple[object, ...]:
    """What a layer's weights are: all linear maps of the same fan-in and fan-out are one kind."""
    shape: tuple[int, ...] = tuple(layer.weights[0].shape) if layer.weights else (0,)
    if node.kind in LINEAR and node.kind != "Conv2DTranspose":
        return "linear", int(np.prod(shape[:-1])), shape[-1]
    return node.kind, shape


def draw_weight(weight: Any, place: str, damping: np.float32) -> Any:
    """A weight's values. Kept a while: a network is run twice, and wrong answers are mostly like right ones."""
    shape, name = tuple(weight.shape), weight.name

    def make() -> Any:
        values = _values(shape, name, place)
        values *= damping
        return keras.ops.convert_to_tensor(values.astype(precision(), copy=False))

    return _weights.get(f"{place}/{name}/{shape}/{damping}", int(np.prod(shape)), make)


def _values(shape: tuple[int, ...], name: str, place: str) -> np.ndarray:
    if len(shape) > 1 and name not in RANGES:  # a kernel, scaled to keep the size of what flows through it
        fan_in = int(np.prod(shape[:-1]))
        if "depthwise" in name:
            fan_in = int(np.prod(shape[:2]))
        limit = float(np.sqrt(6.0 / fan_in))
        return uniform(f"{place}/{name}", shape, -limit, limit)
    return uniform(f"{place}/{name}", shape, *RANGES.get(name, (-0.3, 0.3)))
