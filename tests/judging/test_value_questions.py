"""Values: large ones are compared at places, measured times roughly, and what is forbidden to ask is not there."""

import math
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import keras
import numpy as np
import pytest

from autograder.judging.judge import judge
from autograder.judging.reference import OfficialReference
from autograder.probing.probe import collect_evidence, observe
from autograder.schema.assignment import Case, Question
from autograder.schema.evidence import Evidence, Refused, Returned, decode, encode
from support.courses import COURSE


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
            {"model": {"model": "paused_model", "pause_ms": {"between": [40, 41]}}, "batch_sizes": [1, 16]},
            public=True,
            within=(0.8, 12.0),
        ),
    ),
)


class Clock:
    """Stands in for the module `time`: nothing takes time but sleeping, and looking at the clock a millisecond."""

    def __init__(self) -> None:
        self.now = 0.0

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    def perf_counter(self) -> float:
        self.now += 0.001
        return self.now


CLOCK = Clock()


def measure_times(
    model: Any, batch_sizes: Any, of: Any, unit: float = 1000.0, warm: int = 1, times: int = 3, images: int = 0
) -> Any:
    found = []
    for size in batch_sizes:
        x = np.zeros((images or size, *model.input_shape[1:]), "float32")
        for _ in range(warm):
            model(x)
        seconds = []
        for _ in range(times):
            start = CLOCK.perf_counter()
            model(x)
            seconds.append(CLOCK.perf_counter() - start)
        found.append(unit * of(seconds) / size)
    return found


def mean(seconds: list[float]) -> float:
    return sum(seconds) / len(seconds)


def per_batch(model: Any, batch_sizes: Any) -> list[float]:
    return [size * it for size, it in zip(batch_sizes, measure_times(model, batch_sizes, mean), strict=True)]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (partial(measure_times, of=mean), ""),
        (partial(measure_times, of=min, warm=0), ""),
        (partial(measure_times, of=max, times=1), ""),
        (partial(measure_times, of=mean, unit=1.0), "where about 40 is right"),
        (partial(measure_times, of=sum, times=20), "where about 40 is right"),
        (per_batch, "where about 2.5 is right"),
        (partial(measure_times, of=mean, warm=0, times=20), "that one is for warming up"),
        (lambda model, batch_sizes: [40 / size for size in batch_sizes], "never calls the model with a batch of 1:"),
        (partial(measure_times, of=mean, images=1), "never calls the model with a batch of 16:"),
    ],
    ids="mean, fastest, once, seconds, sum, per batch, not warmed up, not measured, of one image".split(", "),
)
def test_times_are_measured_and_compared_roughly(
    answer: Callable[..., Any], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("autograder.probing.paused_model.time", CLOCK)
    evidence = decode(encode(collect_evidence(answer, MEASURED)))
    right = Returned([40.0, 2.5], ((1, 0.0), (16, 0.0)))
    reference = OfficialReference({"inference_times": Evidence("inference_times", {"printed": right})}, "")
    outcome = judge(MEASURED, evidence, reference).criteria[1].outcome
    assert (outcome.result == "passed") == (not said) and said in outcome.message


def test_numbers_are_drawn_for_every_seed_but_public_ones() -> None:
    cases = [Case(name, "a number", {"x": {"between": [2, 9]}}, public=name == "known") for name in ("known", "hidden")]
    question = Question("same", "value", "The same", {"builds": 1}, tuple(cases))
    first, second = (collect_evidence(lambda x: x, question, seed).observations for seed in (1, 2))
    assert first["known"] == second["known"] and first["hidden"] != second["hidden"]
    assert all(2 <= it.value < 9 for it in (*first.values(), *second.values()) if isinstance(it, Returned))


def test_no_constant_is_a_time_for_every_case() -> None:
    """Whichever pause is drawn: what suffices for the hidden model is too much for the printed one."""
    question = COURSE.assignment("analysis").question("inference_times")
    printed, hidden = question.example, question.cases[-1]
    assert printed.within and hidden.within and not hidden.public
    shortest = hidden.args["model"]["pause_ms"]["between"][0]
    assert hidden.within[0] * shortest > 1.1 * printed.within[1] * printed.args["model"]["pause_ms"]


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
