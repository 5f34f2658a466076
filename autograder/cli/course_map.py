"""The map of the course that `autograder status` shows: what a student has solved, and what comes next."""

from collections.abc import Mapping

from rich.table import Table

from autograder.cli.output import console
from autograder.schema.assignment import Assignment, Question
from autograder.student.own_work import notebook_near
from autograder.student.progress import Attempts

NONE = Attempts()


def show_map(assignments: list[Assignment], known: Mapping[str, Attempts], following: Question | None) -> None:
    """A table of all questions with the most points that a check gave, and what comes next."""
    show_checks(assignments, known)
    solved = sum(known.get(it.name, NONE).best >= it.points for one in assignments for it in one.questions)
    console.print(
        f"\n✓ solved, … begun. {solved} of {sum(len(it.questions) for it in assignments)} questions solved.",
        highlight=False,
    )
    if following is None:
        console.print("All done. The written questions are for a person to read.", highlight=False)
    else:
        owner = next(it for it in assignments if following in it.questions)
        console.print(
            f"Next: {following.name}, in {notebook_near(owner) or f'{owner.id}.ipynb'}. "
            f"Stuck? autograder hint {following.name}",
            soft_wrap=True,
            highlight=False,
        )


def show_checks(assignments: list[Assignment], known: Mapping[str, Attempts]) -> None:
    """A table of the questions of some assignments with the most points that a check gave."""
    table = Table(box=None, pad_edge=False)
    table.add_column("")
    table.add_column("question")
    table.add_column("points by check", justify="right")
    table.add_column("checks", justify="right")
    for assignment in assignments:
        table.add_row("", f"[bold]{assignment.number} · {assignment.id}[/]", "", "")
        for question in assignment.questions:
            tried = known.get(question.name, NONE)
            mark = "✓" if tried.best >= question.points else "…" if tried.count else ""
            points = f"{tried.best:g} of {question.points:g}" if tried.count else f"{question.points:g}"
            table.add_row(mark, question.name, points, str(tried.count or ""))
    console.print(table, highlight=False)
