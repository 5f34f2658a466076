"""Pieces of students' code in, the graphs that they are read as out; and a small network to train."""

from typing import Any

import keras
import numpy as np

from autograder.networks.canonical import decode_graph
from autograder.networks.graph import Graph
from autograder.probing.probe import collect_evidence
from autograder.schema.assignment import Case, Question
from autograder.schema.evidence import Built, Observation

HEAD = "from keras import layers, ops\nimport keras\ndef block(x):\n"
INPUT = {"kind": "Input", "config": {"shape": [None, 8, 8, 3]}, "args": [], "kwargs": {}, "owner": -1}
NODE = {"kind": "ops.relu", "config": {}, "args": [{"ref": [0, 0]}], "kwargs": {}, "owner": 0}


def observation_of_block(source: str, shape: tuple[int, ...] = (8, 10, 4)) -> Observation:
    """What the probe sees of a function `block(x)` with this body, on an input of this shape."""
    names: dict[str, Any] = {}
    exec(HEAD + "".join(f"    {line}\n" for line in source.split("\n")), names)
    case = Case("only", "the only case", input=shape)
    seen = collect_evidence(names["block"], Question("block", "block", "A block", {"builds": 1}, (case,)))
    return seen.observations["only"]


def graph_of_block(source: str, shape: tuple[int, ...] = (8, 10, 4)) -> Graph:
    """The graph that it builds."""
    observation = observation_of_block(source, shape)
    assert isinstance(observation, Built), observation
    return decode_graph(observation.graph)


def small_network(epsilon: float = 1e-3, backwards: bool = False) -> keras.Model:
    """Two branches; their layers are made in either order."""
    images = keras.Input((6, 6, 1))
    made = [keras.layers.Conv2D(4, 3, padding="same"), keras.layers.Conv2D(5, 1)]
    if backwards:
        made = [keras.layers.Conv2D(5, 1), keras.layers.Conv2D(4, 3, padding="same")][::-1]
    x = keras.layers.Concatenate()([layer(images) for layer in made])
    x = keras.layers.BatchNormalization(epsilon=epsilon)(x)
    x = keras.layers.GlobalAveragePooling2D()(keras.layers.ReLU()(x))
    return keras.Model(images, keras.layers.Dense(3, activation="softmax")(x))


def randomised(model: keras.Model) -> keras.Model:
    """The model with weights other than it was made with, the same each time."""
    rng = np.random.default_rng(0)
    model.set_weights([rng.uniform(0.001, 0.4, weight.shape) for weight in model.get_weights()])
    return model
