"""A convolution with groups may be written out as the convolutions it stands for."""

import pytest

from autograder.networks.channel_groups import in_groups
from support.graphs import graph_of_block

GROUPED = "layers.Conv2D(6, 3, padding='same', groups=2)"
AS_GROUPS = [
    f"return ops.relu({GROUPED}(x))",
    "a, b = ops.split(x, 2, axis=-1)\n"
    "a, b = (layers.Conv2D(3, 3, padding='same')(y) for y in (a, b))\nreturn ops.relu(layers.Concatenate()([a, b]))",
    "a, b = ops.split(x, [2], axis=3)\n"
    "return ops.concatenate([layers.Conv2D(3, 3, padding='same', activation='relu')(y) for y in (a, b)], axis=-1)",
    "a, b = x[..., :2], x[:, :, :, 2:4]\n"
    "return layers.Concatenate()([layers.ReLU()(layers.Conv2D(3, 3, padding='same')(y)) for y in (a, b)])",
    "a, b = (layers.Lambda(lambda t, k=k: t[..., 2 * k:2 * k + 2])(x) for k in (0, 1))\n"
    "return layers.Concatenate()([layers.ReLU()(layers.Conv2D(3, 3, padding='same')(y)) for y in (a, b)])",
]
NOT_GROUPS = {
    "every second channel": "a, b = x[..., ::2], x[..., 1::2]",
    "parts swapped": "b, a = ops.split(x, 2, axis=-1)",
    "unequal parts": "a, b = x[..., :1], x[..., 1:]",
    "parts overlap": "a, b = x[..., :2], x[..., 1:3]",
    "channels left out": "a, b = x[..., :1], x[..., 1:2]",
    "split by rows": "a, b = ops.split(x, 2, axis=1)",
    "a row with it": "a, b = x[:, :1, :, :2], x[:, :1, :, 2:]",
}


@pytest.mark.parametrize("source", AS_GROUPS)
def test_groups_may_be_written_out(source: str) -> None:
    assert in_groups(graph_of_block(source)) == graph_of_block(AS_GROUPS[0])


def test_groups_may_stay_apart_for_long() -> None:
    layer = "layers.Conv2D(4, 3, padding='same', activation='relu', groups=2)"
    right = f"y = {layer}(x)\ny = layers.MaxPooling2D(3, 2)(y)\nreturn {layer}(y)"
    half = "layers.Conv2D(2, 3, padding='same', activation='relu')"
    apart = f"a, b = ops.split(x, 2, axis=-1)\na, b = ({half}(layers.MaxPooling2D(3, 2)({half}(y))) for y in (a, b))"
    assert in_groups(graph_of_block(f"{apart}\nreturn layers.Concatenate()([a, b])")) == graph_of_block(right)


def test_groups_may_be_towers_from_the_start() -> None:
    layer = "layers.Conv2D({}, 3, padding='same', activation='relu', groups={})"
    right = f"return {layer.format(4, 2)}({layer.format(8, 1)}(x))"
    towers = f"return layers.Concatenate()([{layer.format(2, 1)}({layer.format(4, 1)}(x)) for _ in range(2)])"
    assert in_groups(graph_of_block(towers)) == graph_of_block(right)


@pytest.mark.parametrize("parts", NOT_GROUPS.values(), ids=NOT_GROUPS)
def test_other_parts_are_no_groups(parts: str) -> None:
    graph = graph_of_block(f"{parts}\nc = [layers.Conv2D(3, 3, padding='same')(y) for y in (a, b)]\nreturn ops.relu(layers.Concatenate()(c))")  # noqa: E501  # fmt: skip
    assert in_groups(graph) == graph


def test_a_layer_for_both_parts_is_no_convolution_with_groups() -> None:
    shared = "c = layers.Conv2D(3, 3, padding='same')\na, b = ops.split(x, 2, axis=-1)\nreturn layers.Concatenate()([c(a), c(b)])"  # noqa: E501  # fmt: skip
    graph = graph_of_block(shared)
    assert in_groups(graph) == graph
