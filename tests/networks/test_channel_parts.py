"""Branches may begin as one wide convolution that is cut by channels."""

import numpy as np
import pytest

from autograder.networks.channel_parts import in_parts
from autograder.networks.run import run
from autograder.networks.size import measure
from support.graphs import graph_of_block

APART = (
    "a, b = (layers.ReLU()(layers.BatchNormalization()(layers.Conv2D(n, 1)(x))) for n in (2, 3))\n"
    "return layers.Concatenate()([b, layers.MaxPooling2D(3, 1, 'same')(a)])"
)
WIDE = "y = layers.ReLU()(layers.BatchNormalization()(layers.Conv2D(5, 1)(x)))\n"
JOINED = "\nreturn layers.Concatenate()([b, layers.MaxPooling2D(3, 1, 'same')(a)])"
CUT = ["a, b = y[..., :2], y[..., 2:]", "a, b = ops.split(y, [2], axis=-1)", "b, a = y[:, :, :, 2:], y[:, :, :, :2]"]
NOT_CUT = {
    "a channel in both": "a, b = y[..., :3], y[..., 2:]",
    "a channel in none": "a, b = y[..., :2], y[..., 3:]",
    "the whole used as well": "a, b = y[..., :2], y[..., 2:] + ops.mean(y)",
    "a part that is not used": "a, b, c = ops.split(y, [2, 4], axis=-1)",
    "cut by rows": "a, b = y[:, ::2], y[:, 1::2]",
}


@pytest.mark.parametrize("cut", CUT)
def test_branches_may_begin_as_one_convolution(cut: str) -> None:
    wide, apart = in_parts(graph_of_block(f"{WIDE}{cut}{JOINED}")), graph_of_block(APART)
    assert measure(wide) == measure(apart)
    for training in (False, True):
        mine, right = run(wide, "seed", training), run(apart, "seed", training)
        np.testing.assert_allclose(mine.outputs, right.outputs, rtol=1e-4, atol=1e-5)
        np.testing.assert_allclose(mine.statistics, right.statistics, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("cut", NOT_CUT.values(), ids=NOT_CUT)
def test_other_cuts_leave_a_convolution_whole(cut: str) -> None:
    graph = graph_of_block(f"{WIDE}{cut}{JOINED}")
    assert in_parts(graph) == graph
