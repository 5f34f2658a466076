"""Says whether two values or runs are equal: what is exact, and how much rounding may move the rest."""

from typing import Any

import numpy as np

from autograder.judging.tolerances import VALUES
from autograder.networks.run import Run


def difference(student: Run, reference: Run) -> float:
    """Largest difference of two runs' outputs relative to their spread; infinite if they can't be compared."""
    if (student.probabilities is None) == (reference.probabilities is None):
        return relative(student.outputs, reference.outputs)
    if reference.probabilities is not None:  # a softmax written out by hand is as good as Keras' own
        return relative(student.outputs, reference.probabilities) / 10  # a softmax magnifies rounding of large logits
    return float("inf")


def relative(received: np.ndarray, expected: np.ndarray) -> float:
    """Largest absolute difference over the expected values' spread about their mean over the batch (the first axis).

    The spread, as what is the same for all inputs hides differences; but no less than 1 % of the size, which rounding
    needs.
    """
    if received.shape != expected.shape or not np.isfinite(received).all():
        return float("inf")
    centred = expected - expected.mean(axis=0) if len(expected) > 1 else expected
    spread, size = (float(np.sqrt(np.mean(values**2))) for values in (centred, expected))
    largest = float(np.max(np.abs(received - expected), initial=0.0))
    scale = max(spread, 0.01 * size)
    return largest / scale if largest and scale else float(largest and np.inf)


def same_value(received: Any, expected: Any) -> bool:
    """Whether two values are equal: whole numbers and text exactly, other numbers and arrays up to rounding."""
    if isinstance(expected, dict):
        same_keys = isinstance(received, dict) and set(received) == set(expected)
        return same_keys and all(same_value(received[key], expected[key]) for key in expected)
    if isinstance(expected, list):
        received = received.tolist() if isinstance(received, np.ndarray) and received.ndim == 1 else received
        same_length = isinstance(received, list) and len(received) == len(expected)
        return same_length and all(map(same_value, received, expected))
    if isinstance(expected, np.ndarray):
        numbers = _numbers(received)
        if numbers is None or numbers.shape != expected.shape:
            return False
        scale = float(np.sqrt(np.mean(np.square(expected, dtype=float)))) or 1.0
        with np.errstate(over="ignore", invalid="ignore"):
            return bool(np.all(np.abs(numbers - expected) <= VALUES * scale))
    if isinstance(expected, (bool, str, type(None))):
        return type(received) is type(expected) and received == expected
    if isinstance(received, np.ndarray) and received.size == 1:
        received = received.item()
    if isinstance(received, bool) or not isinstance(received, (int, float)):
        return False
    if isinstance(expected, int):
        return received == expected
    return abs(received - expected) <= VALUES * max(abs(expected), 1e-12)


def _numbers(value: Any) -> np.ndarray | None:
    """A value as an array of floats; None if it is none of numbers alone, or ragged."""
    try:
        array = np.asarray(value)
        return None if array.dtype.kind in "USMm" else array.astype(float)
    except (TypeError, ValueError, OverflowError):
        return None
