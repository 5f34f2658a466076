"""Compares two described figures: whether they show the same. How they are drawn is free.

A chart shows a table of numbers if some of its marks are exactly these: one line, one set of bars, one cloud of
points, or all of a kind together, as when every point is drawn by a call of its own. Order, colours, scales, whether
bars stand or lie, and what else the figure shows do not count. Figures are described by `probing.figures`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

NEAR = 5e-3  # of the range of the values
SAME_AREA = 0.02


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


def largest_group(value: Any) -> np.ndarray | None:
    """The most marks that belong together in a figure, (n, 3) of place, value and area; None if there are none."""
    return max((group.marks for group in _groups(value)), key=len, default=None)


def unlabelled(value: Any) -> str:
    """Which axis of the figure with the most marks has no label, "" if both have one."""
    axes = max(value["figure"], key=lambda it: sum(map(len, _groups({"figure": [it]}))))
    return next((name for name in ("x", "y") if not str(axes.get(f"{name}_label", "")).strip()), "")


@dataclass(frozen=True, slots=True)
class Group:
    """Marks of one kind: (n, 3) of place, value and area, and the numbers that stand at each place besides."""

    marks: np.ndarray
    written: list[list[float]]

    def __len__(self) -> int:
        return len(self.marks)

    def near(self, at: int, place: float, span: float) -> bool:
        """Whether a mark stands at a place, or where it is written."""
        return any(abs(it - place) <= NEAR * span for it in (self.marks[at, 0], *self.written[at]))


def _groups(value: Any) -> Iterator[Group]:
    for axes in value["figure"]:
        for kind in ("bars", "points", "lines"):
            found = [
                Group(np.asarray(it["marks"], dtype=float).reshape(-1, 3), it["written"])
                for it in axes.get(kind, ())
                if len(it["marks"])
            ]
            yield from found
            if len(found) > 1:
                every = Group(np.concatenate([it.marks for it in found]), [text for it in found for text in it.written])
                yield every
                _, first = np.unique(every.marks, axis=0, return_index=True)  # a line that is drawn piece by piece
                yield Group(every.marks[first], [every.written[at] for at in first])


def _difference(shown: Group, right: Group) -> tuple[int, str]:
    """How many of the right marks are not shown or too many, and the first of them in words."""
    span = np.maximum(np.ptp(right.marks[:, :2], axis=0), 1e-9)
    left = [at for at in range(len(shown)) if np.isfinite(shown.marks[at]).all()]
    partner: list[tuple[int, int]] = []
    missing = []
    for at, (place, value, _) in enumerate(right.marks):
        here = [it for it in left if shown.near(it, place, span[0])]
        near = [it for it in here if abs(shown.marks[it, 1] - value) <= NEAR * span[1]]
        if near:
            left.remove(near[0])
            partner.append((at, near[0]))
        else:
            missing.append((place, value, here))
    if missing:
        place, value, here = missing[0]
        instead = f"; the figure shows {shown.marks[here[0], 1]:.4g}" if here else ", which the figure does not show"
        return len(missing) + len(left), f"At {place:.6g} the value is {value:.4g}{instead}."
    if left:
        place, value = shown.marks[left[0]][:2]
        return len(left), f"The figure shows {value:.4g} at {place:.6g}, which does not belong there."
    areas = right.marks[:, 2]
    if np.ptp(areas) > 0:
        ratio = np.array([shown.marks[mine, 2] / max(areas[at], 1e-12) for at, mine in partner])
        if not ratio.min() > 0 or np.ptp(ratio) > SAME_AREA * ratio.max():
            return 1, "The areas of the points are not in proportion to what they stand for (s= is an area)."
    return 0, ""
