"""A graph that was forged earns nothing, and stops nothing."""

from typing import Any

from autograder.judging.judge import judge
from autograder.schema.evidence import Built, Evidence
from support.graphs import INPUT, NODE


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
