"""Graphs are read strictly, and ways to write the same network become the same graph."""

from typing import Any

import numpy as np
import pytest

from autograder.assignment import Case, Question
from autograder.canonical import decode_graph, symmetric_padding_as_same
from autograder.cutting import in_parts
from autograder.errors import BadEvidence, BadSubmission
from autograder.evidence import Built, Evidence
from autograder.fingerprint import run
from autograder.graph import Graph
from autograder.grouping import in_groups
from autograder.judge import judge
from autograder.probe import collect_evidence
from autograder.shapes import measure

HEAD = "from keras import layers, ops\nimport keras\ndef block(x):\n"


def graph_of_block(source: str, shape: tuple[int, ...] = (8, 10, 4)) -> Graph:
    names: dict[str, Any] = {}
    exec(HEAD + "".join(f"    {line}\n" for line in source.split("\n")), names)
    case = Case("only", "the only case", input=shape)
    seen = collect_evidence(names["block"], Question("block", "block", "A block", {"builds": 1}, (case,)))
    observation = seen.observations["only"]
    assert isinstance(observation, Built), observation
    return decode_graph(observation.graph)


SAME = {
    "activation in a nested model": [
        "return layers.Conv2D(3, 1, activation='tanh')(x)",
        "return ops.tanh(layers.Conv2D(3, 1)(x))",
        "return keras.Sequential([layers.Conv2D(3, 1, activation='tanh')])(x)",
        "return keras.Sequential([keras.Sequential([layers.Conv2D(3, 1, activation='tanh')])])(x)",
        "i = keras.Input((8, 10, 4))\nreturn keras.Model(i, layers.Conv2D(3, 1, activation='tanh')(i))(x)",
        "s = keras.Sequential([keras.Input((8, 10, 4))])\ns.add(layers.Conv2D(3, 1, activation='tanh'))\nreturn s(x)",
        "s = keras.Sequential()\ns.add(layers.Conv2D(3, 1, activation='tanh'))\nreturn s(x)",
    ],
    "dropout in a nested model": [
        "return layers.Dropout(0.3)(layers.Conv2D(3, 1)(x))",
        "return keras.Sequential([layers.Conv2D(3, 1), layers.Dropout(0.3)])(x)",
        "i = keras.Input((8, 10, 4))\nreturn keras.Model(i, layers.Dropout(0.3)(layers.Conv2D(3, 1)(i)))(x)",
    ],
    "relu": [
        "return layers.ReLU()(x)",
        "return layers.Activation('relu')(x)",
        "return ops.relu(x)",
        "return keras.activations.relu(x)",
        "return ops.maximum(x, 0)",
        "return ops.maximum(0.0, x)",
        "return layers.Lambda(lambda t: ops.relu(t))(x)",
        "return layers.Activation(lambda t: ops.relu(t))(x)",
        "return layers.Identity()(layers.ReLU(name='mine')(x))",
        "return keras.Sequential([layers.ReLU()])(x)",
    ],
    "convolution with ReLU": [
        "class C(layers.Conv2D):\n    def call(self, x):\n        return ops.relu(super().call(x))\n"
        "return C(6, 3, padding='same')(x)",
        "return layers.Conv2D(6, 3, padding='same', activation='relu')(x)",
        "return layers.ReLU()(layers.Conv2D(6, 3, padding='same', kernel_initializer='zeros')(x))",
        "return layers.ReLU()(layers.Conv2D(6, (3, 3), padding='SAME')(x))",
        "return layers.ReLU()(layers.Conv2D(6, 3)(layers.ZeroPadding2D(1)(x)))",
        "return ops.relu(layers.Conv2D(6, 3)(ops.pad(x, [[0, 0], [1, 1], [1, 1], [0, 0]])))",
        "y = layers.Conv2D(6, 3, padding='same', kernel_regularizer='l2', name='c')(x)\nreturn ops.maximum(y, 0)",
    ],
    "axis of the channels": [
        "return layers.Concatenate()([x, layers.BatchNormalization()(x)])",
        "return layers.Concatenate(axis=3)([x, layers.BatchNormalization(axis=3)(x)])",
    ],
    "window of one pixel": [
        "return layers.Conv2D(3, 1)(x)",
        "return layers.Conv2D(3, (1, 1), padding='same')(x)",
    ],
    "addition": [
        "y = layers.BatchNormalization()(x)\nreturn x + y",
        "y = layers.BatchNormalization(epsilon=1e-5, momentum=0.9)(x)\nreturn y + x",
        "y = layers.BatchNormalization()(x)\nreturn layers.Add()([x, y])",
        "y = layers.BatchNormalization()(x)\nreturn layers.add([y, x])",
        "y = layers.BatchNormalization()(x)\nreturn ops.add(x, y)",
    ],
}

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


@pytest.mark.parametrize("parts", NOT_GROUPS.values(), ids=NOT_GROUPS)
def test_other_parts_are_no_groups(parts: str) -> None:
    graph = graph_of_block(f"{parts}\nc = [layers.Conv2D(3, 3, padding='same')(y) for y in (a, b)]\nreturn ops.relu(layers.Concatenate()(c))")  # noqa: E501  # fmt: skip
    assert in_groups(graph) == graph


def test_a_layer_for_both_parts_is_no_convolution_with_groups() -> None:
    shared = "c = layers.Conv2D(3, 3, padding='same')\na, b = ops.split(x, 2, axis=-1)\nreturn layers.Concatenate()([c(a), c(b)])"  # noqa: E501  # fmt: skip
    graph = graph_of_block(shared)
    assert in_groups(graph) == graph


@pytest.mark.parametrize("sources", SAME.values(), ids=SAME)
def test_ways_to_write_the_same_are_one_graph(sources: list[str]) -> None:
    assert {graph_of_block(source).digest for source in sources} == {graph_of_block(sources[0]).digest}


DIFFERENT = {
    "order of a concatenation": (
        "return layers.Concatenate()([x, ops.relu(x)])",
        "return layers.Concatenate()([ops.relu(x), x])",
    ),
    "order of a subtraction": ("return x - ops.relu(x)", "return ops.relu(x) - x"),
    "shared layer": (
        "c = layers.Conv2D(4, 3, padding='same')\nreturn c(c(x))",
        "return layers.Conv2D(4, 3, padding='same')(layers.Conv2D(4, 3, padding='same')(x))",
    ),
    "frozen layer": (
        "return layers.BatchNormalization(trainable=False)(x)",
        "return layers.BatchNormalization()(x)",
    ),
    "training fixed": ("return layers.BatchNormalization()(x, training=True)", "return layers.BatchNormalization()(x)"),
    "capped ReLU": ("return layers.ReLU(6)(x)", "return layers.ReLU()(x)"),
    "padding value": (
        "return ops.pad(x, [[0, 0], [1, 1], [1, 1], [0, 0]], constant_values=1)",
        "return layers.ZeroPadding2D(1)(x)",
    ),
}


@pytest.mark.parametrize("pair", DIFFERENT.values(), ids=DIFFERENT)
def test_different_functions_are_different_graphs(pair: tuple[str, str]) -> None:
    assert graph_of_block(pair[0]).digest != graph_of_block(pair[1]).digest


def test_symmetric_padding_reads_as_same_only_where_a_window_strides() -> None:
    strided = [
        "return layers.Conv2D(6, 3, strides=2, padding='same')(x)",
        "return layers.Conv2D(6, 3, strides=2)(layers.ZeroPadding2D(1)(x))",
        "return layers.Conv2D(6, 3, strides=2)(layers.ZeroPadding2D(((0, 1), (0, 1)))(x))",
        "return layers.Conv2D(6, 3, strides=2)(layers.ZeroPadding2D(2)(x))",
    ]
    same, symmetric, one_sided, twice = (symmetric_padding_as_same(graph_of_block(source)) for source in strided)
    assert same == symmetric
    assert len({same, one_sided, twice}) == 3


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


NODE = {"kind": "ops.relu", "config": {}, "args": [{"ref": [0, 0]}], "kwargs": {}, "owner": 0}
INPUT = {"kind": "Input", "config": {"shape": [None, 8, 8, 3]}, "args": [], "kwargs": {}, "owner": -1}
CONV = {"filters": 8, "kernel_size": [3, 3], "strides": [1, 1], "padding": "same", "use_bias": True}
FORGED: dict[str, dict[str, Any]] = {
    "nothing": {},
    "no outputs": {"nodes": [INPUT], "outputs": []},
    "refers forward": {"nodes": [INPUT, NODE | {"args": [{"ref": [5, 0]}]}], "outputs": [[1, 0]]},
    "refers to itself": {"nodes": [INPUT, NODE | {"args": [{"ref": [1, 0]}]}], "outputs": [[1, 0]]},
    "refers with a boolean": {"nodes": [INPUT, NODE | {"args": [{"ref": [False, 0]}]}], "outputs": [[1, 0]]},
    "unknown layer": {"nodes": [INPUT, NODE | {"kind": "Lambda"}], "outputs": [[1, 0]]},
    "a layer that reads files": {"nodes": [INPUT, NODE | {"kind": "StringLookup"}], "outputs": [[1, 0]]},
    "unknown operation": {"nodes": [INPUT, NODE | {"kind": "ops.custom_gradient"}], "outputs": [[1, 0]]},
    "an attribute of keras.ops": {"nodes": [INPUT, NODE | {"kind": "ops.__class__"}], "outputs": [[1, 0]]},
    "settings out of range": {
        "nodes": [INPUT, NODE | {"kind": "Conv2D", "config": CONV | {"filters": 10**12}}],
        "outputs": [[1, 0]],
    },
    "long text": {
        "nodes": [INPUT, NODE | {"kind": "Conv2D", "config": CONV | {"padding": "x" * 500}}],
        "outputs": [[1, 0]],
    },
    "too many nodes": {"nodes": [INPUT] * 7000, "outputs": [[0, 0]]},
    "output that is not there": {"nodes": [INPUT, NODE], "outputs": [[1, 70]]},
    "node is text": {"nodes": [INPUT, "relu"], "outputs": [[1, 0]]},
}


@pytest.mark.parametrize("raw", FORGED.values(), ids=FORGED)
def test_malformed_graph_is_refused(raw: dict[str, Any]) -> None:
    with pytest.raises(BadEvidence):
        decode_graph(raw)


UNBUILDABLE: dict[str, dict[str, Any]] = {
    "two billion units": {"kind": "Dense", "config": {"units": 2**24, "use_bias": True}},
    "filters of nothing": {"kind": "Conv2D", "config": CONV | {"filters": 0}},
    "filters missing": {"kind": "Conv2D", "config": {"kernel_size": [3, 3]}},
    "upsampling without end": {"kind": "UpSampling2D", "config": {"size": [2**20, 2**20]}},
    "settings of a wrong type": {"kind": "Conv2D", "config": CONV | {"kernel_size": "large"}},
}


@pytest.mark.parametrize("node", UNBUILDABLE.values(), ids=UNBUILDABLE)
def test_graph_that_no_machine_should_build_is_refused(node: dict[str, Any]) -> None:
    chain = [INPUT, *(NODE | node | {"args": [{"ref": [at, 0]}], "owner": at} for at in range(8))]
    with pytest.raises(BadEvidence):
        measure(decode_graph({"nodes": chain, "outputs": [[8, 0]]}))


def test_own_weights_are_refused_with_what_to_use_instead() -> None:
    source = (
        "class Own(layers.Layer):\n"
        "    def build(self, shape):\n        self.w = self.add_weight(shape=(shape[-1], 5))\n"
        "    def call(self, x):\n        return ops.matmul(x, self.w)\n"
        "return Own()(x)"
    )
    with pytest.raises((AssertionError, BadSubmission), match=r"keras\.layers"):
        graph_of_block(source)


def test_forged_graph_earns_nothing_and_stops_nothing(residual, official) -> None:
    question = residual.question("projection_block")
    conv = NODE | {"kind": "Conv2D", "config": {"padding": "valid", "kernel_size": {"a": 1}, "filters": [3]}}
    graphs: list[Any] = [
        {"nodes": [INPUT, conv], "outputs": [[1, 0]]},
        {"nodes": [INPUT, NODE | {"kind": "ZeroPadding2D", "config": {"padding": [[1]]}}], "outputs": [[1, 0]]},
        {"nodes": [INPUT, NODE | {"args": []}], "outputs": [[1, 0]]},
        {"nodes": [INPUT | {"config": {"shape": []}}, NODE], "outputs": [[1, 0]]},
        {"nodes": {}, "outputs": 3},
    ]
    for graph in graphs:
        evidence = Evidence(question.name, {case.name: Built(graph) for case in question.cases})
        verdict = judge(question, evidence, official)
        assert verdict.points <= 1
        assert verdict.status in ("error", "failed")
