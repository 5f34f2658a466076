"""Graphs are read strictly: what no student's network can be is refused."""

from typing import Any

import pytest

from autograder.errors import BadEvidence
from autograder.networks import graph
from autograder.networks.canonical import decode_graph
from autograder.networks.graph import Graph, Node, Ref
from autograder.networks.size import measure
from support.graphs import INPUT, NODE

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


ENTERS = Node("Input", {"shape": [None, 8]}, (), {}, -1)
TANH = Node("ops.tanh", {}, (Ref(0),), {}, -1)
LIKE_A_TENSOR: dict[str, Any] = {
    "a number": float("1234567812345678"),
    "a tensor's name in quotes": "@1234567812345678.0",
    "a name that ends the text": "1234567812345678.0', @1234567812345678.0",
    "a list of its digits": (1234567812345678, 0),
}


@pytest.mark.parametrize("value", LIKE_A_TENSOR.values(), ids=LIKE_A_TENSOR)
@pytest.mark.parametrize("kind", ["ops.add", "add"])
def test_no_constant_looks_like_a_tensor(kind: str, value: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even where a tensor's name had nothing but digits."""
    monkeypatch.setattr(graph, "name_of", lambda *parts: "1234567812345678")
    of_tensors = Graph((ENTERS, TANH, Node(kind, {}, (Ref(0), Ref(1)), {}, -1)), (Ref(2),))
    of_a_number = Graph((ENTERS, TANH, Node("ops.add", {}, (Ref(0), value), {}, -1)), (Ref(2),))
    spelled: list[tuple[str, ...]] = []

    def spell(*parts: str) -> str:
        spelled.append(parts)
        return "1234567812345678"

    monkeypatch.setattr(graph, "name_of", spell)
    assert of_tensors.names and of_a_number.names
    assert spelled[2] != spelled[5] and len(spelled) == 6


def test_settings_do_not_run_into_each_other() -> None:
    """Names are of 128 bits, and what they are made of is told apart whatever it holds."""
    texts = [("a|b", "c"), ("a", "b|c"), ("a|b|c",), ("a", "", "b|c")]
    graphs = [
        Graph((ENTERS, Node("ops.cast", {str(at): text for at, text in enumerate(it)}, (Ref(0),), {}, -1)), (Ref(1),))
        for it in texts
    ]
    assert len({it.digest for it in graphs}) == len(texts)
    assert all(len(name) == 32 for it in graphs for name in (*it.names, it.digest))
