"""The criteria: each compares a student's answer with the reference and says in a sentence how they differ.

A criterion's docstring is the line that the student reads. `needs` names criteria that must hold before it can be
judged.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.errors import BadEvidence
from autograder.judging.admission import too_much
from autograder.judging.answers import Answer, Examination, TrainedAnswer, ValueAnswer
from autograder.judging.charts import chart_difference, chart_words, unlabelled
from autograder.judging.closeness import difference, relative, same_value
from autograder.judging.examination import accuracy
from autograder.judging.verdict import Outcome
from autograder.schema.evidence import is_chart

MEASURED = 1.1  # how many times the slowest of the calls that it measured a time may be
TOO_MUCH = "The network does far more work than the reference, so it was not run."


@dataclass(frozen=True, slots=True)
class Criterion:
    """A comparison with a name, its conditions and the sentence that announces it."""

    name: str
    needs: tuple[str, ...]
    sentence: str
    compare: Callable[[Answer, Answer, frozenset[str]], Outcome]


CRITERIA: dict[str, Criterion] = {}


def criterion(name: str, needs: tuple[str, ...] = ("builds",)) -> Callable[[Any], Any]:
    """Declare a function of (student's answer, reference, names of criteria that passed) as a criterion."""

    def declare(compare: Callable[[Answer, Answer, frozenset[str]], Outcome]) -> Any:
        CRITERIA[name] = Criterion(name, needs, (compare.__doc__ or "").strip(), compare)
        return compare

    return declare


@criterion("shape")
def shape_matches(student: Answer, reference: Answer, passed: frozenset[str]) -> Outcome:
    """The output has the right shape."""
    received, expected = student.size().shapes, reference.size().shapes
    words: Any = {"expected": _shapes(expected, reference), "received": _shapes(received, student)}
    if received == expected:
        return Outcome("passed", **words)
    if len(received) != len(expected):
        return Outcome("failed", f"Outputs: {len(received)} instead of {len(expected)}.", **words)
    return Outcome("failed", f"The output has shape {words['received']}; expected {words['expected']}.", **words)


@criterion("parameters")
def parameters_match(student: Answer, reference: Answer, passed: frozenset[str]) -> Outcome:
    """It has the right number of parameters, trainable and not."""
    received, expected = student.size(), reference.size()
    words: Any = {"expected": _counts(expected), "received": _counts(received)}
    counts = [(size.trainable, size.non_trainable) for size in (received, expected)]
    if isinstance(reference, Examination):  # what is trained already may be frozen
        counts = [sum(count) for count in counts]
    if counts[0] == counts[1]:
        return Outcome("passed", **words)
    return Outcome("failed", f"It has {words['received']}; expected {words['expected']}.", **words)


@criterion("outputs", needs=("builds", "shape"))
def outputs_match(student: Answer, reference: Answer, passed: frozenset[str]) -> Outcome:
    """With the same weights it computes the same outputs."""
    if isinstance(student, ValueAnswer) and isinstance(reference, ValueAnswer):
        return _values(student, reference)
    if too_much(student.size(), reference.size()):
        return Outcome("failed", TOO_MUCH)
    small = student.shrinks() and reference.shrinks()
    expected = reference.run(False, small)  # first: nothing of a student's run is there yet
    return _distance(difference(student.run(False, small), expected), reference.tolerance, "The outputs differ")


@criterion("training", needs=("builds", "shape"))
def training_matches(student: Answer, reference: Answer, passed: frozenset[str]) -> Outcome:
    """In training, batch statistics are used and updated as they should be."""
    if too_much(student.size(), reference.size()):
        return Outcome("failed", TOO_MUCH)
    small = student.shrinks() and reference.shrinks()
    expected = reference.run(True, small)
    if "outputs" not in passed and not expected.statistics.any():  # only the outputs would show what training does
        return Outcome("not run", f"Not run: it needs “{CRITERIA['outputs'].sentence}” first.")
    received = student.run(True, small)
    statistics = relative(received.statistics[None], expected.statistics[None])
    if statistics > reference.tolerance:
        return _distance(statistics, reference.tolerance, "The statistics that batch normalisation collects differ")
    if "outputs" not in passed:  # already lost there; what is judged here is the statistics
        return Outcome("passed")
    return _distance(difference(received, expected), reference.tolerance, "With training=True the outputs differ")


@criterion("labels", needs=("builds", "outputs"))
def chart_is_labelled(student: Answer, reference: Answer, passed: frozenset[str]) -> Outcome:
    """The chart says what it shows."""
    if not (isinstance(student, ValueAnswer) and is_chart(student.value) and isinstance(reference, ValueAnswer)):
        raise BadEvidence("The answer is no chart.")
    if axis := unlabelled(student.value):
        return Outcome("failed", f"The {axis} axis has no label.")
    words = chart_words(student.value)
    missing = [word for word in reference.says if word.lower() not in words]
    if missing:
        return Outcome("failed", f"“{missing[0]}” is not in the title or another text of the chart.")
    return Outcome("passed")


@criterion("accuracy", needs=("builds", "shape", "parameters"))
def accuracy_suffices(student: Answer, reference: Answer, passed: frozenset[str]) -> Outcome:
    """It names images that it has not seen."""
    if not (isinstance(student, TrainedAnswer) and isinstance(reference, Examination)):
        raise BadEvidence("The answer is no trained network.")
    if student.misfit:
        raise BadEvidence(student.misfit)
    if too_much(student.size(), reference.size(), len(reference.images)):
        return Outcome("failed", TOO_MUCH)
    reached = accuracy(student.built.graph, student.weights, reference.images, reference.labels)
    none, full = reference.scale
    words: Any = {"expected": f"{full:.0%} or more", "received": f"{reached:.1%}"}
    if reached >= full:
        return Outcome("passed", **words)
    share = max(0.0, (reached - none) / (full - none))
    return Outcome(
        "failed", f"It names {reached:.1%} of the images right; full points from {full:.0%}.", **words, share=share
    )


def _distance(distance: float, tolerance: float, words: str) -> Outcome:
    expected = "equal up to rounding"
    if distance <= tolerance:
        return Outcome("passed", expected=expected, received=expected)
    received = "not finite" if distance == float("inf") else f"differ by {distance:.2g} times their spread"
    return Outcome("failed", f"{words}: same weights, same inputs, another result.", expected, received)


def _values(student: ValueAnswer, reference: ValueAnswer) -> Outcome:
    received, expected = student.value, reference.value
    if is_chart(expected):
        if not is_chart(received):
            return Outcome("failed", f"It returned {_brief(received)}; a chart returns a matplotlib Figure.")
        words = chart_difference(received, expected)
        return Outcome("failed", words) if words else Outcome("passed")
    words: Any = {"expected": _brief(expected), "received": _brief(received)}
    if reference.within is not None:
        outcome = _nearly(received, expected, reference.within, words)
        fault = _unmeasured(student, reference) if outcome.result == "passed" else ""
        return Outcome("failed", fault, **words) if fault else outcome
    if same_value(received, expected):
        return Outcome("passed", **words)
    return Outcome("failed", f"It returned {words['received']}; expected {words['expected']}.", **words)


def _nearly(received: Any, expected: Any, within: tuple[float, float], words: Any) -> Outcome:
    """Numbers that are measured: each has to be so many times the reference's."""
    found, right = (np.asarray(value, dtype=object) for value in (received, expected))
    if found.shape != right.shape or not all(isinstance(it, (int, float)) for it in found.ravel()):
        return Outcome(
            "failed", f"It returned {words['received']}; expected numbers like {words['expected']}.", **words
        )
    low, high = within
    for mine, theirs in zip(found.ravel(), right.ravel(), strict=True):
        if not low * theirs <= mine <= high * theirs:
            return Outcome("failed", f"It returned {mine:.4g} where about {theirs:.4g} is right.", **words)
    return Outcome("passed", **words)


def _unmeasured(student: ValueAnswer, reference: ValueAnswer) -> str:
    """Why times per image, one for each batch size in order, can't be what was measured; "" if they can."""
    slowest = dict(student.batches)
    for milliseconds, (images, _) in zip(np.ravel(student.value), reference.batches, strict=False):
        if images not in slowest:
            return f"It never calls the model with a batch of {images}: the time has to be measured."
        if milliseconds * images > MEASURED * slowest[images]:
            return (
                f"It returned {milliseconds:.4g} for a batch of {images}, but no call with it took that long, other "
                "than the first of all: that one is for warming up."
            )
    return ""


def _brief(value: Any) -> str:
    if isinstance(value, np.ndarray):
        shown = np.array2string(value.ravel()[:4], precision=4, separator=", ")[1:-1]
        return f"an array {value.shape} beginning {shown}"
    text = f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else repr(value)
    return text if len(text) <= 80 else text[:77] + "…"


def _shapes(shapes: tuple[tuple[int | None, ...], ...], answer: Answer) -> str:
    free = "any" if isinstance(answer, ValueAnswer) else "batch"
    return " and ".join(
        "(" + ", ".join(free if side is None else str(side) for side in shape) + ")" for shape in shapes
    )


def _counts(size: Any) -> str:
    total = size.trainable + size.non_trainable
    return f"{total:,} parameters ({size.trainable:,} trainable)"
