"""A graph is measured and run as what it computes, whatever the order of its nodes."""

import numpy as np
import pytest

from autograder.networks.run import run
from autograder.networks.size import measure
from support.graphs import graph_of_block


def test_equal_graphs_may_have_their_nodes_in_another_order() -> None:
    """What is known of one's nodes is not taken for the other's."""
    one = graph_of_block("y = layers.Conv2D(4, 1)(x)\nz = ops.tanh(x)\nreturn y + z")
    other = graph_of_block("z = ops.tanh(x)\ny = layers.Conv2D(4, 1)(x)\nreturn z + y")
    assert one == other and [node.kind for node in one.nodes] != [node.kind for node in other.nodes]
    assert measure(one) == measure(other)
    first, second = run(other, "other first", False), run(one, "one last", False)
    assert np.isfinite(first.outputs).all() and np.isfinite(second.outputs).all()
    run.cache_clear()
    assert (run(one, "other first", False).outputs == first.outputs).all()


def test_average_of_a_padded_window_counts_pixels_alone() -> None:
    """Whatever the backend: Keras on PyTorch counts repeated pixels where padding is not even."""
    graph = graph_of_block("return layers.AveragePooling2D(3, 2, padding='same')(x * 0 + 1)")
    assert run(graph, "any", False).outputs == pytest.approx(1.0)


def test_parameters_of_shared_layers_count_once() -> None:
    graph = graph_of_block("c = layers.Conv2D(4, 3, padding='same')\nreturn c(c(x))")
    assert measure(graph).trainable == 3 * 3 * 4 * 4 + 4
