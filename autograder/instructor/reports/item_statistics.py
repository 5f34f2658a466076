"""Computes how each question did in a class: difficulty, discrimination, and who solves it.

`report` shows it.
"""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from autograder.instructor.results import ClassResults, Result

FEWEST = 10  # students below whom correlations say nothing


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """How a question did.

    Attributes:
        name: Of the question.
        most: Points that it can earn.
        graded: Students with points for it, 0 included.
        mean: Mean points.
        full: Share of these students with all points.
        some: Share with any.
        discrimination: Correlation of its points with the total; None for fewer than 10 students, or without spread.
        corrected: The same with the total of the other questions.
        fifths: Mean share of its points in the five groups of students from the lowest total to the highest; empty
            for fewer than 10 students.
        mistakes: How many made each mistake that was recognised, most frequent first.
    """

    name: str
    most: float
    graded: int
    mean: float
    full: float
    some: float
    discrimination: float | None
    corrected: float | None
    fifths: tuple[float, ...]
    mistakes: tuple[tuple[str, int], ...]

    @property
    def difficulty(self) -> float:
        """Mean share of its points, as the field has it: 1 is a question that everybody solves."""
        return self.mean / self.most if self.most else 0.0


@dataclass(frozen=True, slots=True)
class TotalStatistics:
    """How the totals of those who handed in are spread. NaN where nobody did."""

    mean: float
    median: float
    deviation: float


def totals(results: ClassResults) -> TotalStatistics:
    """Mean, median and sample standard deviation of the totals of those who handed in."""
    values = np.array([result.total for result in results.submitted], dtype=float)
    if not values.size:
        return TotalStatistics(float("nan"), float("nan"), float("nan"))
    deviation = float(values.std(ddof=1)) if values.size > 1 else 0.0
    return TotalStatistics(float(values.mean()), float(np.median(values)), deviation)


def item_statistics(results: ClassResults) -> list[ItemStatistics]:
    """How each question did among those who handed in, in the order of the notebook."""
    return [_item(name, most, results.submitted) for name, most in results.most.items()]


def _item(name: str, most: float, submitted: list[Result]) -> ItemStatistics:
    graded = [result for result in submitted if result.points.get(name) is not None]
    points = np.array([result.points[name] for result in graded], dtype=float)
    total = np.array([sum(it or 0.0 for it in result.points.values()) for result in graded], dtype=float)
    found: Counter[str] = Counter()
    for result in graded:
        entry = result.row.questions.get(name, {}) if result.row else {}
        found.update(set(entry.get("mistakes", ())))
    enough = len(graded) >= FEWEST
    order = np.argsort(total, kind="stable")
    return ItemStatistics(
        name,
        most,
        len(graded),
        float(points.mean()) if graded else 0.0,
        float((points >= most).mean()) if graded else 0.0,
        float((points > 0).mean()) if graded else 0.0,
        _correlation(points, total) if enough else None,
        _correlation(points, total - points) if enough else None,
        tuple(float(part.mean()) / most for part in np.array_split(points[order], 5)) if enough and most else (),
        tuple(sorted(found.items(), key=lambda it: (-it[1], it[0]))),
    )


def _correlation(one: np.ndarray, other: np.ndarray) -> float | None:
    """Pearson's; None if one of the two is the same for all."""
    if np.ptp(one) < 1e-9 or np.ptp(other) < 1e-9:
        return None
    return float(np.corrcoef(one, other)[0, 1])
