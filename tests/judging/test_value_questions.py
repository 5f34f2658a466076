"""Values: large ones are compared at places, measured times roughly, and what is forbidden to ask is not there."""

import math
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import keras
import numpy as np
import pytest

from autograder.judging.judge import judge
from autograder.judging.reference import OfficialReference
from autograder.probing.probe import collect_evidence, observe
from autograder.schema.assignment import Case, Question
from autograder.schema.evidence import Evidence, Refused, Returned, decode, encode


def test_large_array_is_compared_at_places() -> None:
    case = Case("large", "512×512", {"x": {"array": [1, 512, 512, 3]}}, public=True)
    question = Question("twice", "value", "Twice", {"builds": 1, "outputs": 5}, (case,))
    right, wrong = (collect_evidence(answer, question) for answer in (lambda x: 2 * x, lambda x: 2 * x + 0.1))
    assert len(encode(right)) < 500_000
    reference = OfficialReference({"twice": right}, "any")
    assert judge(question, decode(encode(right)), reference).status == "passed"
    assert judge(question, decode(encode(wrong)), reference).status == "failed"


LARGE = Question(
    "total",
    "value",
    "Total",
    {"builds": 1, "outputs": 4, "arguments": 3},
    (
        Case("printed", "ten numbers", {"n": 10}, public=True),
        Case("large", "many numbers", {"n": 10**9}, public=True, behaviour=False, cpu_s=0.3),
        Case("small", "two numbers", {"n": 2}),
    ),
)
calls: list[int] = []


def loop(n: int) -> int:
    calls.append(n)
    total = 0
    for at in range(n):
        total += at
    return total


def loop_that_holds_on(n: int) -> int:
    try:
        return loop(n)
    except BaseException:
        return n * (n - 1) // 2


@pytest.mark.parametrize("answer", [loop, loop_that_holds_on])
def test_loop_over_a_large_array_is_stopped_and_what_is_right_counts(answer: Any) -> None:
    calls.clear()
    slow = collect_evidence(answer, LARGE)
    quick = collect_evidence(lambda n: n * (n - 1) // 2, LARGE)
    assert calls == [10, 2, 10**9]  # what asks for speed comes last
    verdict = judge(LARGE, slow, OfficialReference({"total": quick}, "any"))
    assert verdict.points == 5
    assert "many numbers: it takes more than 0.3 s" in verdict.criteria[2].outcome.message


def test_loop_outside_the_main_thread_is_refused_when_it_ends() -> None:
    case = Case("large", "a million numbers", {"n": 10**6}, cpu_s=0.001)
    with ThreadPoolExecutor(1) as pool:
        seen = pool.submit(observe, loop, LARGE, case, 0).result()
    assert isinstance(seen, Refused) and "not a loop" in seen.message


def test_only_computing_counts_and_only_of_the_calling_thread() -> None:
    case = Case("large", "a million numbers", {"n": 10**7}, cpu_s=0.3)

    def waits(n: int) -> int:
        time.sleep(0.5)
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(loop, n).result()

    assert observe(waits, LARGE, case, 0) == Returned(10**7 * (10**7 - 1) // 2)


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


@pytest.mark.parametrize("name", ["count_params", "get_weights", "get_config"])
def test_forbidden_methods_are_not_there(name: str) -> None:
    case = Case("printed", "a stack", {"model": {"model": "small_cnn"}}, public=True)
    question = Question("count", "value", "Count", {"builds": 1, "outputs": 5}, (case,), forbids=(name,))
    shapes = collect_evidence(lambda model: sum(math.prod(weight.shape) for weight in model.weights), question)
    reference = OfficialReference({"count": shapes}, "any")
    assert shapes.observations["printed"] == Returned(3 * 9 * 6 + 6 + 6 * 9 * 7 + 7 + 7 * 9 * 8 + 8 + 8 * 4 + 4)
    verdict = judge(question, collect_evidence(lambda model: getattr(model, name)(), question), reference)
    assert f"{name} is not there" in verdict.criteria[0].outcome.message
    assert getattr(keras.Sequential([keras.Input((2,)), keras.layers.Dense(3)]), name)()
