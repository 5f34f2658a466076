"""Draws the charts of the report: SVG that takes its colours from the page around it."""

import io
import re
from typing import Any

from autograder.instructor.reports.item_statistics import ItemStatistics

BLUE, INK = "#3d7ecc", "#010203"  # INK becomes the colour of the page's text
STYLE: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "going-deeper",
    "font.size": 10,
    "font.family": "sans-serif",
    "axes.spines.top": False,
    "axes.spines.right": False,
    **dict.fromkeys(("text.color", "axes.edgecolor", "axes.labelcolor", "xtick.color", "ytick.color"), INK),
}


def histogram(values: list[float], most: float, mean: float) -> str:
    """How many students have how many points, in ten classes, with the mean."""
    with _figure(6.0, 2.6) as (figure, axes):
        axes.hist(values, bins=10, range=(0, most or 1), color=BLUE, edgecolor="none", rwidth=0.92)
        axes.axvline(mean, color=INK, linewidth=1.2, linestyle="--")
        top: Any = axes.get_xaxis_transform()
        axes.text(mean, 1.03, "mean", transform=top, ha="center")
        axes.set(xlabel="points", ylabel="students", xlim=(0, most or 1))
        axes.yaxis.get_major_locator().set_params(integer=True)
        return _svg(figure, f"Histogram of the points of {len(values)} students; the mean is {mean:.1f} of {most:g}.")


def fifths(item: ItemStatistics) -> str:
    """The mean share of a question's points in five groups of students, lowest total first."""
    with _figure(1.1, 0.42) as (figure, axes):
        axes.bar(range(5), item.fifths, color=BLUE, width=0.8)
        axes.set(ylim=(0, 1))
        axes.axis("off")
        axes.axhline(0, color=INK, linewidth=0.8)
        shares = ", ".join(f"{share:.0%}" for share in item.fifths)
        return _svg(figure, f"Mean share of the points by fifth of the class, lowest first: {shares}.")


def scatter(items: list[ItemStatistics]) -> str:
    """Difficulty against corrected discrimination, a point per question with its number; "" if none has both."""
    shown = {str(number): item for number, item in enumerate(items, 1) if item.corrected is not None}
    if not shown:
        return ""
    with _figure(6.0, 3.4) as (figure, axes):
        axes.axhline(0, color=INK, linewidth=0.6)
        places = {number: (item.difficulty, item.corrected or 0.0) for number, item in shown.items()}
        axes.scatter(*zip(*places.values(), strict=True), color=BLUE, s=36)
        for (x, y), numbers in _crowds(places).items():
            axes.annotate(", ".join(numbers), (x, y), xytext=(7, 4), textcoords="offset points")
        low = min(-0.1, *(y for _, y in places.values())) - 0.05
        axes.set(xlim=(0, 1.02), ylim=(low, 1.02), xlabel="mean share of the points (1: everybody solves it)")
        axes.set_ylabel("discrimination\n(corrected)")
        return _svg(figure, f"Difficulty against discrimination of {len(shown)} questions; the table has the numbers.")


def _crowds(places: dict[str, tuple[float, float]]) -> dict[tuple[float, float], list[str]]:
    """The numbers of points, those that would overlap together, by the place of the first."""
    found: dict[tuple[float, float], list[str]] = {}
    for number, (x, y) in places.items():
        near = [numbers for (at, height), numbers in found.items() if abs(at - x) < 0.04 and abs(height - y) < 0.08]
        (near[0] if near else found.setdefault((x, y), [])).append(number)
    return found


class _figure:
    """A figure of so many inches with one pair of axes, in the report's style."""

    def __init__(self, width: float, height: float) -> None:
        self._size = width, height

    def __enter__(self) -> tuple[Any, Any]:
        from matplotlib import rc_context
        from matplotlib.figure import Figure

        self._style = rc_context(STYLE)
        self._style.__enter__()
        figure = Figure(figsize=self._size, layout="constrained")
        return figure, figure.subplots()

    def __exit__(self, *_: Any) -> None:
        self._style.__exit__(None, None, None)


def _svg(figure: Any, words: str) -> str:
    """The figure as an element of a page, with `words` for those who can't see it."""
    file = io.StringIO()
    figure.savefig(file, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    text = file.getvalue()
    text = text[text.index("<svg") :].replace(INK, "currentColor")
    text = re.sub(r"<metadata>.*?</metadata>\s*", "", text, flags=re.DOTALL)
    return text.replace("<svg ", f'<svg role="img" aria-label="{words}" ', 1)
