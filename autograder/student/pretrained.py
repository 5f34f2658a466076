"""Gives a network trained weights from a file, and saves such files.

Weights are matched by the place of a layer in the graph, as the judge does it: names, and the order in which layers
were made, are free. So a student's own SqueezeNet takes the weights of anybody's. Students call `load_by_place`.
"""

from pathlib import Path
from typing import Any

import numpy as np

from autograder.errors import CourseError
from autograder.networks.canonical import decode_graph
from autograder.networks.size import anatomy
from autograder.networks.weights import places
from autograder.probing.trace import graph_and_layers
from autograder.schema.vocabulary import WEIGHTED


def save_by_place(model: Any, path: str | Path, dtype: str = "float32") -> None:
    """Write a network's weights to an `.npz` file, for `load_by_place`.

    Args:
        model: A keras.Model with one input.
        path: The file to write.
        dtype: What numbers are stored as: "float16" takes half the room.

    Raises:
        CourseError: Two layers have the same place, as two equal ones side by side have: they can't be told apart.
    """
    layers = _by_place(model)
    arrays = {f"{at}/{i}": np.asarray(it) for at in layers for i, it in enumerate(layers[at].get_weights())}
    np.savez_compressed(path, **{name: array.astype(dtype) for name, array in arrays.items()})  # type: ignore[arg-type]


def load_by_place(model: Any, path: str | Path, input_shape: tuple[int, ...] | None = None) -> Any:
    """Give a network the weights in a file that `save_by_place` wrote.

    Args:
        model: A keras.Model that computes what the one that was saved does, however it is written. It is changed.
        path: The file.
        input_shape: Of an image, (height, width, channels), if the model does not know it: a class of your own.

    Returns:
        The model.

    Raises:
        CourseError: The network is another one: the message says how many layers fit.
    """
    layers = _by_place(model, input_shape)
    with np.load(path, allow_pickle=False) as data:
        known = {place: [data[name] for name in data.files if name.startswith(f"{place}/")] for place in layers}
        saved = {name.split("/")[0] for name in data.files}
    fit = [place for place in layers if len(known[place]) == len(layers[place].weights)]
    if len(fit) < len(layers) or len(layers) < len(saved):
        raise CourseError(
            f"These weights are for another network: {len(fit)} of its {len(saved)} layers with weights have a place "
            f"in this one, which has {len(layers)}.",
            hint="Check the function that builds it first; its places in the graph have to be the same.",
        )
    for place, layer in layers.items():
        pairs = zip(known[place], layer.weights, strict=True)
        layer.set_weights([np.reshape(values, weight.shape).astype("float32") for values, weight in pairs])
    return model


def _by_place(model: Any, input_shape: tuple[int, ...] | None = None) -> dict[str, Any]:
    """The layers that have weights, by their place."""
    known = getattr(model, "inputs", None)
    shape = input_shape or (known[0].shape[1:] if known else None)
    if shape is None:
        raise CourseError("The network does not say what it takes.", hint="Give input_shape=(height, width, channels).")
    described, owned = graph_and_layers(model, shape)
    graph = decode_graph(described)
    found: dict[str, Any] = {}
    for node, near in zip(graph.nodes, places(graph, anatomy(graph)), strict=True):
        if node.kind in WEIGHTED:
            layer = owned[node.owner]
            if found.setdefault(near[0], layer) is not layer:
                raise CourseError(f"Two layers of the shape of {layer.name} have the same place in the network.")
    return found
