"""Writes one page about a graded assignment, and a table for spreadsheets beside it.

The page stands alone: no script, no network, light and dark, printable. The command `autograder report` calls it.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from jinja2 import Environment, PackageLoader, select_autoescape

from autograder.grading.outputs import Told, told_in
from autograder.instructor.reports import charts
from autograder.instructor.reports.item_statistics import ItemStatistics, item_statistics, totals
from autograder.instructor.results import ClassResults, Result
from autograder.instructor.spreadsheet import guarded


@dataclass(frozen=True, slots=True)
class SeenMistake:
    """A mistake that was recognised: how many made it, and what one of them was told, if it is known."""

    name: str
    count: int
    told: Told | None = None


def report_page(results: ClassResults, autograded: Path) -> str:
    """The page, as HTML.

    Args:
        results: Of one assignment.
        autograded: nbgrader's folder of graded notebooks, for what students were told and shown.
    """
    items, spread = item_statistics(results), totals(results)
    seen = {item.name: list(_mistakes(item, results, autograded)) for item in items}
    points = [result.total for result in results.submitted]
    seconds = [result.row.seconds for result in results.submitted if result.row and result.row.seconds]
    environment = Environment(
        loader=PackageLoader("autograder.instructor.reports"), autoescape=select_autoescape(), trim_blocks=True
    )
    return environment.get_template("report.html").render(
        results=results,
        items=items,
        totals=spread,
        histogram=charts.histogram(points, results.most_points, spread.mean) if points else "",
        bars={item.name: charts.fifths(item) if item.fifths else "" for item in items},
        scatter=charts.scatter(items),
        mistakes=[(name, found) for name, found in seen.items() if found],
        review=[result for result in results.submitted if reasons(result)],
        late=[result for result in results.submitted if result.late_s > 0],
        missing=[result for result in results.results if not result.submitted],
        to_grade=sum(len(result.to_grade) for result in results.submitted),
        reasons=reasons,
        hours=_hours,
        cost=_cost(results, seconds),
    )


def write_table(results: ClassResults, path: Path) -> None:
    """A CSV file with a row per student and question: points, status and mistakes; and what being late costs in all."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        header = ["student", "name", "question", "points", "max_points", "status", "mistakes", "late_s", "penalty"]
        writer.writerow(header)
        for result in results.results:
            for name, most in results.most.items():
                entry = result.row.questions.get(name, {}) if result.row else {}
                points = result.points.get(name)
                by_hand = (
                    "missing" if not result.submitted else "to grade" if name in result.to_grade else "graded by hand"
                )
                status = entry.get("status", by_hand)
                who = [guarded(result.student.id), guarded(result.student.name)]
                given = "" if points is None else f"{points:g}"
                told = " ".join(entry.get("mistakes", ()))
                late = [f"{result.late_s:g}", f"{result.penalty:g}"]
                writer.writerow([*who, name, given, f"{most:g}", status, told, *late])


def reasons(result: Result) -> str:
    """Why a person should look at a submission; "" if nobody needs to."""
    row = result.row
    if row is None or not (row.review or row.fault):
        return ""
    odd = [f"{name}: {entry['status']}" for name, entry in row.questions.items() if entry["status"] == "error"]
    return " ".join([*row.notes, *([row.fault] if row.fault else []), *odd]) or "An answer could not be judged."


def _mistakes(item: ItemStatistics, results: ClassResults, autograded: Path) -> Iterator[SeenMistake]:
    """An assignment's mistakes in a question, most frequent first, each with what the first who made it was told."""
    for name, count in item.mistakes:
        makers = (it for it in results.submitted if it.row and _made(it, item.name) == [name])
        told = (_told(maker, item.name, results, autograded) for maker in makers)
        yield SeenMistake(name, count, next((it for it in told if it and it.mistakes == (name,)), None))


def _made(result: Result, question: str) -> list[str]:
    return list(result.row.questions.get(question, {}).get("mistakes", ())) if result.row else []


def _told(result: Result, question: str, results: ClassResults, autograded: Path) -> Told | None:
    """What a student was told below a question, by the notebook that was graded."""
    path = autograded / result.student.id / results.assignment.id / f"{results.assignment.id}.ipynb"
    return told_in(nbformat.read(path, as_version=4), question) if path.exists() else None


def _cost(results: ClassResults, seconds: list[float]) -> dict[str, Any]:
    where = {result.row.sandbox for result in results.submitted if result.row}
    count = len(seconds)
    mean, longest = (sum(seconds) / count, max(seconds)) if count else (0.0, 0.0)
    sandbox = ", ".join(sorted("no sandbox" if it == "none" else it for it in where))
    return {"count": count, "mean": mean, "longest": longest, "total": sum(seconds), "sandbox": sandbox}


def _hours(seconds: float) -> str:
    return f"{seconds / 3600:.1f} hours" if seconds < 48 * 3600 else f"{seconds / 86400:.1f} days"
