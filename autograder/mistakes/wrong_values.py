"""Finds the slip between a wrong value and the right one: another unit, another order, rounding, one return too early.

What is told is true of the numbers, whatever the formula behind them. `explanation` tells it where no known mistake is
recognised.
"""

from typing import Any

import numpy as np

from autograder.judging.charts import chart_difference, largest_group
from autograder.judging.closeness import same_value
from autograder.judging.tolerances import VALUES
from autograder.judging.verdict import Diagnosis
from autograder.schema.evidence import is_chart

PREFIXES = (1e-9, 1e-6, 1e-3, 1e3, 1e6, 1e9)
UNITS = (*PREFIXES, 1e-2, 100, 1024, 1 / 1024, 1024**2, 1024**-2, 0.5, 2, 1 / 4, 4, 1 / 8, 8)
MEASURED = 0.6  # how far from a unit, relative to it, numbers may be that are measured
NAMES = {list: "a list", dict: "a dict", str: "text", bool: "True or False", np.ndarray: "an array"}


def slip(received: Any, expected: Any, measured: bool = False) -> Diagnosis | None:
    """What makes the right value of a wrong one, if it is one thing.

    Args:
        received: The student's value: numbers, text, arrays, lists and dicts of them, or a described figure.
        expected: The right one.
        measured: Whether its numbers are times, which vary.
    """
    if is_chart(expected):
        return _of_charts(received, expected) if is_chart(received) and chart_difference(received, expected) else None
    if _name(received) != _name(expected):
        words = f"It returns {_name(received)}, where {_name(expected)} is asked for."
        return Diagnosis(("another_type",), words)
    if isinstance(expected, list) and isinstance(received, list):
        return _of_lists(received, expected, measured)
    if isinstance(expected, dict) and set(received) == set(expected):
        return _of_numbers(list(received.values()), [expected[key] for key in received], measured)
    return _of_numbers([received], [expected], measured)


def _of_lists(received: list[Any], expected: list[Any], measured: bool) -> Diagnosis | None:
    if len(received) == len(expected):
        found = _of_numbers(received, expected, measured)
        if not found and not measured and sorted(map(repr, received)) == sorted(map(repr, expected)):
            return Diagnosis(("another_order",), "The right entries stand in another order.")
        return found
    shorter, longer = sorted((received, expected), key=len)
    alike = measured or same_value(shorter, longer[: len(shorter)])
    if shorter is received and received and alike:
        words = f"It returns the first {len(received)} of {len(expected)} entries. Does a return stand inside the loop?"
        return Diagnosis(("stops_early",), words)
    missing = [it for it in expected if not any(same_value(mine, it) for mine in received)]
    extra = [it for it in received if not any(same_value(mine, it) for mine in expected)]
    if measured or (missing and extra) or not received:
        return None
    if missing:
        return Diagnosis(("entries_missing",), f"All it returns is right, but {len(missing)} more belong to it.")
    if extra:
        return Diagnosis(("entries_too_many",), f"All that belong are there, but {len(extra)} more that do not.")
    return None


def _of_numbers(received: list[Any], expected: list[Any], measured: bool) -> Diagnosis | None:
    if any(_name(it) != _name(one) for it, one in zip(received, expected, strict=True)):
        return Diagnosis(("another_type",), "The entries are of another type than those asked for.")
    try:
        mine, right = _flat(received), _flat(expected)
    except (TypeError, ValueError):
        return None
    shapes = [np.shape(it) for it in (received[0], expected[0])]
    if len(received) == 1 and shapes[0] != shapes[1] and sorted(shapes[0]) == sorted(shapes[1]):
        words = f"The axes stand in another order: the shape is {shapes[0]}; {shapes[1]} is asked for."
        return Diagnosis(("axes_swapped",), words)
    if mine.shape != right.shape or not (np.isfinite(mine).all() and np.isfinite(right).all()) or not right.any():
        return None
    counts = right != 0
    ratio = mine[counts] / right[counts]
    if not (np.abs(mine[~counts]) <= VALUES).all():
        return None
    near = MEASURED if measured else VALUES
    for unit in PREFIXES if measured else UNITS:
        if (np.abs(ratio / unit - 1) <= near).all():
            words = f"{_every(len(mine))} {_times(unit)} what is asked for."
            return Diagnosis(("scaled",), words if 0.1 < unit < 10 else f"{words} Is the unit right?")
    if (np.abs(ratio + 1) <= near).all():
        return Diagnosis(("negative",), f"{_every(len(mine))} the right number with the other sign.")
    if measured or not mine.any():
        return None
    for digits in range(5):
        if (np.abs(mine - np.round(right, digits)) <= 1e-9).all():
            return Diagnosis(("rounded",), "The right number is rounded. Return it as it comes out.")
    if (mine == np.floor(right)).all():
        return Diagnosis(("rounded",), "The right number is rounded down. Return it as it comes out.")
    return None


def _of_charts(received: Any, expected: Any) -> Diagnosis | None:
    """What is drawn otherwise, of the marks that come nearest."""
    mine, right = largest_group(received), largest_group(expected)
    if mine is None or right is None or len(mine) != len(right):
        return None
    mine, right = _sorted(mine), _sorted(right)
    if _alike(_sorted(mine[:, [1, 0, 2]])[:, :2], right[:, :2]):
        return Diagnosis(("axes_swapped",), "What belongs to the right is drawn upwards, and the other way round.")
    if _alike(mine[:, :2], right[:, :2]):
        words = "The points' areas do not stand for the numbers. In matplotlib, s is an area, not a radius."
        return Diagnosis(("areas",), words)
    for axis, name in ((0, "to the right"), (1, "upwards")):
        if _alike(mine[:, 1 - axis], right[:, 1 - axis]):
            found = _of_numbers(list(mine[:, axis]), list(right[:, axis]), False)
            if found and found.mistakes == ("scaled",):
                return Diagnosis(found.mistakes, f"Of what is drawn {name}: {found.sentence}")
    return None


def _sorted(marks: np.ndarray) -> np.ndarray:
    return marks[np.lexsort(marks.T[1::-1])]


def _flat(values: list[Any]) -> np.ndarray:
    return np.concatenate([np.ravel(np.asarray(it, dtype=float)) for it in values])


def _alike(mine: np.ndarray, right: np.ndarray) -> bool:
    return bool(np.allclose(mine, right, rtol=VALUES, atol=1e-9))


def _name(value: Any) -> str:
    return next((name for kind, name in NAMES.items() if isinstance(value, kind)), "a number")


def _every(numbers: int) -> str:
    return "Every number is" if numbers > 1 else "The number is"


def _times(unit: float) -> str:
    if unit == 0.5:
        return "half of"
    if unit == 2:
        return "twice"
    return f"{unit:,.0f} times" if unit > 1 else f"1/{1 / unit:,.0f} of"
