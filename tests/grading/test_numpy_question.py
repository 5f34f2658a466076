"""A question for a value goes the same way as networks: one NumPy question, end to end."""

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.judging.reference import VALUE_SEED, OfficialReference, PublicReference, public_record
from autograder.judging.verdict import Verdict
from autograder.mistakes.assessment import verdicts_of
from autograder.probing.probe import collect_evidence
from autograder.sandbox.engine import Engine
from autograder.schema.assignment import Assignment, Case, Question
from autograder.schema.job import Cell, Job, JobResult

CONV1X1 = Question(
    "conv1x1",
    "value",
    "A 1×1 convolution in NumPy",
    {"builds": 1, "shape": 2, "outputs": 5, "arguments": 2},
    (
        Case(
            "printed",
            "a 4×5 image",
            {"x": {"array": [2, 4, 5, 3]}, "kernel": {"array": [3, 6]}, "bias": {"array": [6]}},
            public=True,
        ),
        Case(
            "one_pixel",
            "one pixel",
            {"x": {"array": [1, 1, 1, 7]}, "kernel": {"array": [7, 2]}, "bias": {"array": [2]}},
        ),
    ),
)
COURSE = Assignment("one_by_one", "1×1 convolutions", (CONV1X1,))

ANSWERS = {
    "matrix product": ("return x @ kernel + bias", set()),
    "einsum": ("return np.einsum('nhwc,cd->nhwd', x, kernel) + bias", set()),
    "tensordot in float64": ("return np.tensordot(x.astype('float64'), kernel, axes=1) + bias", set()),
    "Keras itself": ("return keras.ops.conv(x, kernel[None, None]) + bias", set()),
    "bias forgotten": ("return x @ kernel", {"outputs", "arguments"}),
    "ReLU added": ("return np.maximum(x @ kernel + bias, 0)", {"outputs", "arguments"}),
    "flattened": ("return (x.reshape(-1, x.shape[-1]) @ kernel) + bias", {"shape", "outputs", "arguments"}),
    "size of the example written in": (
        "return (x.reshape(-1, 3) @ kernel + bias).reshape(2, 4, 5, 6)",
        {"arguments"},
    ),
    "returns nothing": ("x @ kernel + bias", {"builds", "shape", "outputs", "arguments"}),
    "returns a set": ("return {1}", {"builds", "shape", "outputs", "arguments"}),
    "wrong axes": ("return kernel @ x", {"builds", "shape", "outputs", "arguments"}),
}


def source_of(body: str) -> str:
    return f"import keras\nimport numpy as np\ndef conv1x1(x, kernel, bias):\n    {body}\n"


@pytest.fixture(scope="module")
def evidence() -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec(source_of(ANSWERS["matrix product"][0]), names)
    return {"conv1x1": collect_evidence(names["conv1x1"], CONV1X1, VALUE_SEED)}


@pytest.fixture(scope="module")
def grade(engine: Engine, evidence: dict[str, Any]) -> Callable[[str], Verdict]:
    def run(source: str) -> Verdict:
        cells = (Cell("conv1x1", source), Cell("check_conv1x1", "", "conv1x1"))
        result: JobResult = engine.run(Job(cells, (CONV1X1,), COURSE.limits, {"conv1x1": VALUE_SEED}))
        return verdicts_of(COURSE, OfficialReference(evidence, "any"), result)["conv1x1"]

    return run


@pytest.mark.parametrize(("body", "lost"), ANSWERS.values(), ids=ANSWERS)
def test_numpy_answer_is_graded_criterion_by_criterion(grade, body: str, lost: set[str]) -> None:
    verdict = grade(source_of(body))
    assert {line.name for line in verdict.criteria if line.outcome.result != "passed"} == lost
    assert (verdict.status == "passed") == (not lost)


def test_public_reference_knows_public_cases_only(evidence: dict[str, Any]) -> None:
    record = json.loads(json.dumps(public_record(COURSE, evidence, {})))
    assert [case["name"] for case in record["assignment"]["question"][0]["case"]] == ["printed"]
    assert set(record["fingerprints"]["conv1x1"]) == {"printed"}
    answers = PublicReference(record["fingerprints"]).answers(CONV1X1, CONV1X1.cases[0])
    assert answers[0].size().shapes == ((2, 4, 5, 6),)


def test_arrays_of_hidden_cases_are_not_those_a_student_can_draw(evidence: dict[str, Any]) -> None:
    names: dict[str, Any] = {}
    exec(source_of("return x"), names)
    public, hidden = (
        collect_evidence(names["conv1x1"], CONV1X1, seed).observations["one_pixel"].value for seed in (0, VALUE_SEED)
    )
    assert not np.allclose(public, hidden)
