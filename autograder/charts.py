"""Two described figures in, whether they show the same out; how they are drawn is free.

A chart shows a table of numbers if some of its marks are exactly these: one line, one set of bars, one cloud of
points, or all of a kind together, as when every point is drawn by a call of its own. Order, colours, scales, whether
bars stand or lie, and what else the figure shows do not count.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

NEAR = 5e-3  # of the range of the values
SAME_AREA = 0.02


def is_chart(value: Any) -> bool:
    """Whether a value is a figure that `figures.describe_figure` described."""
    return isinstance(value, dict) and isinstance(value.get("figure"), list) and bool(value["figure"])


def chart_difference(received: Any, expected: Any) -> str:
    """What a chart shows otherwise than the reference's, as a sentence; "" if nothing."""
    right = max(_groups(expected), key=len)
    words = [_difference(shown, right) for shown in _groups(received)]
    if not words:
        return "The figure shows no line, bars or points."
    return min(words, key=lambda it: it[0])[1]


def chart_words(value: Any) -> str:
    """All that is written in a figure, in small letters."""
    return " ".join(
        " ".join(map(str, (axes.get("title"), axes.get("x_label"), axes.get("y_label"), *axes.get("texts", ()))))
        for axes in value["figure"]
    ).lower()


def unlabelled(value: Any) -> str:
    """Which axis of the figure with the most marks has no label, "" if both have one."""
    axes = max(value["figure"], key=lambda it: sum(map(len, _groups({"figure": [it]}))))
    return next((name for name in ("x", "y") if not str(axes.get(f"{name}_label", "")).strip()), "")


def _groups(value: Any) -> Iterator[np.ndarray]:
    for axes in value["figure"]:
        for kind in ("bars", "points", "lines"):
            marks = [np.asarray(it, dtype=float).reshape(-1, 3) for it in axes.get(kind, ()) if len(it)]
            yield from marks
            if len(marks) > 1:
                yield np.concatenate(marks)


def _difference(shown: np.ndarray, right: np.ndarray) -> tuple[int, str]:
    """How many of the right marks are not shown or too many, and the first of them in words."""
    shown = shown[np.isfinite(shown).all(axis=1)]
    span = np.maximum(np.ptp(right[:, :2], axis=0), 1e-9)
    left = list(range(len(shown)))
    partner: list[tuple[int, int]] = []
    missing = []
    for at, mark in enumerate(right):
        near = [it for it in left if (np.abs(shown[it, :2] - mark[:2]) <= NEAR * span).all()]
        if near:
            left.remove(near[0])
            partner.append((at, near[0]))
        else:
            missing.append(mark)
    if missing:
        place, value = missing[0][:2]
        there = [shown[it, 1] for it in left if abs(shown[it, 0] - place) <= NEAR * span[0]]
        instead = f"; the figure shows {there[0]:.4g}" if there else ", which the figure does not show"
        return len(missing) + len(left), f"At {place:.6g} the value is {value:.4g}{instead}."
    if left:
        place, value = shown[left[0]][:2]
        return len(left), f"The figure shows {value:.4g} at {place:.6g}, which does not belong there."
    areas = right[:, 2]
    if np.ptp(areas) > 0:
        ratio = np.array([shown[mine, 2] / max(areas[at], 1e-12) for at, mine in partner])
        if not ratio.min() > 0 or np.ptp(ratio) > SAME_AREA * ratio.max():
            return 1, "The areas of the points are not in proportion to what they stand for (s= is an area)."
    return 0, ""
