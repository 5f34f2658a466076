"""nbgrader's gradebook: one with a class in it, as nbgrader makes it, and what is in one."""

import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from nbgrader.api import Gradebook

from autograder.grading.gradebook import alembic_on_path

ID = "residual"
DUE = datetime(2026, 3, 2, 12)


@dataclass(frozen=True)
class Entry:
    """A student of a gradebook.

    Attributes:
        points: By question; None for a written one that nobody has graded. None in all: nothing was handed in.
        late_h: Hours after the due date; they handed in an hour before it if 0.
    """

    id: str
    points: Mapping[str, float | None] | None = None
    first_name: str | None = None
    last_name: str | None = None
    email: str | None = None
    lms_user_id: str | None = None
    late_h: int = 0
    penalty: float = 0.0


def write_gradebook(path: Path, most: Mapping[str, float], written: str, students: Iterable[Entry]) -> None:
    """Write a gradebook in which `residual` has questions of so many points, one of them written."""
    alembic_on_path()
    with warnings.catch_warnings(), Gradebook(f"sqlite:///{path}") as book:
        warnings.simplefilter("ignore")  # nbgrader adds submissions while SQLAlchemy flushes
        book.add_assignment(ID, duedate=DUE)
        book.add_notebook(ID, ID)
        for name, points in most.items():
            cell, kind = (name, "markdown") if name == written else (f"check_{name}", "code")
            book.add_grade_cell(cell, ID, ID, max_score=points, cell_type=kind)
        for it in students:
            known = ("first_name", "last_name", "email", "lms_user_id")
            book.add_student(it.id, **{name: getattr(it, name) for name in known})
            if it.points is None:
                continue
            submission = book.add_submission(ID, it.id)
            submission.timestamp = DUE.replace(hour=DUE.hour + (it.late_h or -1))
            (notebook,) = submission.notebooks
            notebook.late_submission_penalty = it.penalty
            for grade in notebook.grades:
                points = it.points[grade.name.removeprefix("check_")]
                if grade.name == written:
                    grade.manual_score, grade.needs_manual_grade = points, points is None
                else:
                    grade.auto_score, grade.needs_manual_grade = points, False
        book.db.commit()


def scores(url: str, assignment: str) -> dict[str, float]:
    """What a gradebook says that students have, by student."""
    with Gradebook(url) as book:
        return {it.student.id: it.score for it in book.assignment_submissions(assignment)}
