"""The tables that commands show: a class, one student's answers, what works on a machine, the known mistakes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.markup import escape
from rich.table import Table

from autograder.cli.output import console
from autograder.judging.verdict import points_text
from autograder.schema.assignment import Assignment

if TYPE_CHECKING:  # what makes these needs all that grading needs, and students' commands show something too
    from autograder.cli.doctor import Finding
    from autograder.grading.journal import Row
    from autograder.instructor.authoring.mistakes_proof import Trial
    from autograder.judging.verdict import Verdict
    from autograder.reading.submission import Submission

CELLS = {"not attempted": "–", "error": "error", "timeout": "time"}


def show_class(assignment: Assignment, rows: list[Row]) -> None:
    """A table of a class' points, a column per question, and below it what a person should look at."""
    table = Table(title=assignment.title, title_justify="left")
    table.add_column("student", no_wrap=True)
    for question in assignment.questions:
        table.add_column(question.name, justify="right", overflow="fold")
    table.add_column("points", justify="right", no_wrap=True)
    rows = sorted(rows, key=lambda row: row.student)
    apart = any(round(row.points - _score(row), 2) for row in rows)  # by hand, or late
    if apart:
        table.add_column("grade", justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    for row in rows:
        cells = [_cell(row.questions[question.name]) if row.questions else "" for question in assignment.questions]
        review = "failed" if row.fault else "review" if row.review else ""
        points = [points_text(row.points), *([points_text(round(_score(row), 2))] if apart else [])]
        table.add_row(escape(row.student), *cells, *points, review)
    console.print(table)
    for row in rows:
        for note in [*row.notes, *([row.fault] if row.fault else [])]:
            console.print(f"{row.student}: {note}", highlight=False, markup=False)


def show_changes(rows: list[Row]) -> None:
    """Whose score is another than after the last run, and why; and where a person should look again."""
    rows = sorted(rows, key=lambda row: row.student)
    for row in rows:
        if row.before is not None:
            by = round(_score(row) - row.before, 2)
            said = f"{points_text(round(row.before, 2))} → {points_text(round(_score(row), 2))} ({by:+g})"
            console.print(f"{row.student}: {said}: {', '.join(row.why)}", highlight=False, markup=False)
    again = [f"{row.student} ({', '.join(row.again)})" for row in rows if row.again]
    if again:
        said = f"Changed since a person gave points, which count until somebody looks again: {', '.join(again)}."
        console.print(said, highlight=False, markup=False, soft_wrap=True)


def show_verdicts(verdicts: dict[str, Verdict]) -> None:
    """A line per question of one student, and their points."""
    table = Table(box=None, show_header=False, pad_edge=False)
    for column in ("word", "question", "points"):
        table.add_column(column, no_wrap=True)
    for verdict in verdicts.values():
        if verdict.status == "passed":
            word = "[green]✓ right[/]"
        else:
            word = "– not answered" if verdict.status == "not attempted" else "[bold red]✗ not right yet[/]"
        share = f"{points_text(verdict.points)} of {points_text(verdict.max_points)}"
        table.add_row(
            word, verdict.question, share, escape(verdict.message if verdict.status != "not attempted" else "")
        )
    console.print(table)
    earned, most = (sum(getattr(it, name) for it in verdicts.values()) for name in ("points", "max_points"))
    console.print(f"{points_text(earned)} of {points_text(most)} points by check; the grade also uses other examples.")


def show_receipt(submission: Submission) -> None:
    """Where the grader will find each answer of what is handed in."""
    table = Table(box=None, show_header=False, pad_edge=False, title="What the grader will read", title_justify="left")
    for name, place in submission.places.items():
        table.add_row(name, escape(place))
    console.print(table)


def show_findings(findings: list[Finding]) -> None:
    """A table of what works on this machine."""
    table = Table(box=None, show_header=False, pad_edge=False)
    marks = {"ok": "[green]✓ ok[/]", "missing": "[bold red]✗ missing[/]", "note": "[yellow]! note[/]"}
    for finding in findings:
        table.add_row(marks[finding.status], finding.name, escape(finding.detail))
    console.print(table)


def show_mistakes(tried: list[Trial]) -> None:
    """A table of questions and mistakes: which criteria each loses, by their first letters, and what behaves alike."""
    questions = list(dict.fromkeys(trial.question for trial in tried))
    table = Table(box=None, pad_edge=False)
    table.add_column("mistake", no_wrap=True)
    for name in questions:
        table.add_column(name, overflow="fold")
    lost: dict[str, dict[str, set[str]]] = {}
    for trial in tried:
        name = "two at once" if "+" in trial.mutant.mistake else trial.mutant.mistake
        lost.setdefault(name, {}).setdefault(trial.question, set()).update(trial.lost)
    for mistake, found in lost.items():
        table.add_row(
            mistake, *("".join(sorted(word[0] for word in found.get(question, ()))) for question in questions)
        )
    console.print(table)
    names = sorted({name for trial in tried for name in trial.lost})
    console.print(", ".join(f"{name[0]} {name}" for name in names), highlight=False)
    for alike in sorted({trial.alike for trial in tried if trial.alike}):
        console.print(f"No behaviour tells these apart: {', '.join(alike)}", highlight=False)


def _score(row: Row) -> float:
    """What the gradebook has; a row of a run that failed has none."""
    return row.points if row.score is None else row.score


def _cell(question: dict[str, Any]) -> str:
    return CELLS.get(question["status"]) or points_text(question["points"])
