"""Measures the accuracy of a trained network on images that it has not seen.

`criteria` asks for it; `reference` reads the images.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any

import keras
import numpy as np

from autograder.errors import BadEvidence, CourseError
from autograder.networks.graph import Graph
from autograder.networks.run import Runner
from autograder.networks.settings import course_settings
from autograder.networks.size import Anatomy, anatomy

AT_ONCE = 250  # images at most,
ROOM = 5 * 10**7  # and as many as hold so many numbers together
Weights = list[list[np.ndarray]]


@course_settings()
def accuracy(graph: Graph, weights: Weights, images: np.ndarray, labels: np.ndarray) -> float:
    """The share of images that a network names right.

    Args:
        graph: The network.
        weights: For every owner that the graph counts its arrays, in the order of the layer's weights.
        images: float32 (n, height, width, channels).
        labels: (n,) integers.

    Raises:
        BadEvidence: The weights do not fit the network, or it is none that takes such images.
    """
    body, right = anatomy(graph), 0
    if body.fault:
        raise BadEvidence(body.fault)
    if any(None in tensor.shape[1:] for tensors in body.tensors for tensor in tensors):
        raise BadEvidence("The trained network lets the images of a batch see each other.")
    at_once = max(1, min(AT_ONCE, ROOM // max(body.size.peak, 1)))
    for start in range(0, len(images), at_once):
        batch = slice(start, start + at_once)
        runner = _Trained(graph, body, weights, images[batch])
        try:
            for index, node in enumerate(graph.nodes):
                runner.step(index, node)
            scores = keras.ops.convert_to_numpy(runner.values[graph.outputs[0].node][graph.outputs[0].output])
            right += int(np.sum(np.argmax(scores.reshape(len(images[batch]), -1), axis=1) == labels[batch]))
        except Exception as error:
            raise BadEvidence(f"The trained network can't be run: {str(error).splitlines()[0][:200]}") from None
    return right / len(images)


class _Trained(Runner):
    """Runs a graph with weights and images that are given."""

    def __init__(self, graph: Graph, body: Anatomy, weights: Weights, images: np.ndarray) -> None:
        super().__init__(graph, body, "", training=False)
        self.weights, self.images = weights, images

    def enter(self, index: int) -> Any:
        return keras.ops.convert_to_tensor(self.images)

    def weights_of(self, index: int, layer: Any) -> list[Any]:
        given = self.weights[self.graph.nodes[index].owner]
        pairs = zip(given, layer.weights, strict=True)
        return [keras.ops.convert_to_tensor(np.reshape(values, weight.shape)) for values, weight in pairs]


@lru_cache(maxsize=4)
def unseen_images(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """Images in [0, 1], float32 (n, height, width, channels), and labels (n,), from an `.npz` with `x` and `y`.

    Raises:
        CourseError: The file is not there.
    """
    if not path.exists():
        raise CourseError(f"There is no {path.name}.", hint="data/README.md says how to make it.")
    with np.load(path, allow_pickle=False) as data:
        images = data["x"].astype("float32") / 255
        return images if images.ndim == 4 else images[..., None], data["y"]
