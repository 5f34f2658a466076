"""Values: large ones are compared at places, measured times roughly, and what is forbidden to ask is not there."""

import math
import time
from typing import Any

import numpy as np
import pytest

from autograder.judging.judge import judge
from autograder.judging.reference import OfficialReference
from autograder.probing.probe import collect_evidence
from autograder.schema.assignment import Case, Question
from autograder.schema.evidence import Evidence, Returned, decode, encode


def test_large_array_is_compared_at_places() -> None:
    case = Case("large", "512×512", {"x": {"array": [1, 512, 512, 3]}}, public=True)
    question = Question("twice", "value", "Twice", {"builds": 1, "outputs": 5}, (case,))
    right, wrong = (collect_evidence(answer, question) for answer in (lambda x: 2 * x, lambda x: 2 * x + 0.1))
    assert len(encode(right)) < 500_000
    reference = OfficialReference({"twice": right}, "any")
    assert judge(question, decode(encode(right)), reference).status == "passed"
    assert judge(question, decode(encode(wrong)), reference).status == "failed"


def test_slow_answer_is_asked_to_do_without_loops() -> None:
    case = Case("large", "a large image", {"n": 10}, public=True, cpu_s=0.2)
    question = Question("slow", "value", "Slow", {"builds": 1}, (case,))
    quick = collect_evidence(lambda n: sum(range(n)), question)
    slow = collect_evidence(lambda n: sum(math.sin(at) for at in range(5_000_000)), question)
    verdict = judge(question, slow, OfficialReference({"slow": quick}, "any"))
    assert "not a loop" in verdict.criteria[0].outcome.message


MEASURED = Question(
    "inference_times",
    "value",
    "Times",
    {"builds": 1, "outputs": 5},
    (
        Case(
            "printed",
            "batches of 1 and 16",
            {"model": {"model": "paused_model", "pause_ms": 40}, "batch_sizes": [1, 16]},
            public=True,
            within=(0.8, 5.0),
        ),
    ),
)


def measure_times(model: Any, batch_sizes: Any, unit: float = 1000.0, warm: bool = True, per_image: bool = True) -> Any:
    found = []
    for size in batch_sizes:
        x = np.zeros((size, *model.input_shape[1:]), "float32")
        if warm:
            model(x)
        start = time.perf_counter()
        for _ in range(3):
            model(x)
        seconds = (time.perf_counter() - start) / 3
        found.append(unit * seconds / (size if per_image else 1))
    return found


@pytest.mark.parametrize(
    ("settings", "status"),
    [({}, "passed"), ({"unit": 1.0}, "failed"), ({"warm": False}, "failed"), ({"per_image": False}, "failed")],
    ids=["right", "seconds", "not warmed up", "per batch"],
)
def test_measured_times_are_compared_roughly(settings: dict[str, Any], status: str) -> None:
    evidence = collect_evidence(lambda model, batch_sizes: measure_times(model, batch_sizes, **settings), MEASURED)
    reference = OfficialReference(
        {"inference_times": Evidence("inference_times", {"printed": Returned([40.0, 2.5])})}, ""
    )
    assert judge(MEASURED, evidence, reference).status == status


def test_forbidden_methods_are_not_there() -> None:
    case = Case("printed", "a stack", {"model": {"model": "small_cnn"}}, public=True)
    question = Question("count", "value", "Count", {"builds": 1, "outputs": 5}, (case,), forbids=("count_params",))
    shapes = collect_evidence(lambda model: sum(math.prod(weight.shape) for weight in model.weights), question)
    reference = OfficialReference({"count": shapes}, "any")
    assert shapes.observations["printed"] == Returned(3 * 9 * 6 + 6 + 6 * 9 * 7 + 7 + 7 * 9 * 8 + 8 + 8 * 4 + 4)
    verdict = judge(question, collect_evidence(lambda model: model.count_params(), question), reference)
    assert "count_params is not there" in verdict.criteria[0].outcome.message
