"""Says where a student stands by the gradebook: points, those by hand included, and what being late costs.

The penalty follows the due date, extensions, the collector's times and the course's settings; nothing is run for it.
`grade_class` asks after each student, `pages` for what a feedback page says, and `instructor.results` for everybody.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from nbgrader.preprocessors import AssignLatePenalties

from autograder.digests import key_of
from autograder.grading.collect import enter_time
from autograder.grading.gradebook import open_gradebook
from autograder.grading.nbgrader_setup import LOG, nbgrader_config
from autograder.schema.course import Course
from autograder.schema.job import CHECK


@dataclass(frozen=True, slots=True)
class Standing:
    """What the gradebook says of a student's assignment.

    Attributes:
        score: Points, less the penalty.
        penalty: Points that being late costs.
        due: When it was due, extensions included; "" if never.
        collected: When it came, by the collector; "" if nobody says.
        by_hand: A key of the points that a person gave.
        again: Questions with points by hand for an answer that has changed since.
        review: Whether a person should look at what the grader gave points for.
        shown: A key of all that a feedback page says of the grade.
    """

    score: float
    penalty: float
    due: str
    collected: str
    by_hand: str
    again: list[str]
    review: bool
    shown: str


def settle(
    course: Course, url: str, assignment: str, student: str, before_change: Callable[[], None] = lambda: None
) -> Standing:
    """Enter the collector's time, have the penalty follow all that it depends on, and say where a student stands.

    Args:
        course: The course.
        url: Its gradebook's.
        assignment: Its id.
        student: One who has a submission in the gradebook.
        before_change: Called before the penalty is changed.
    """
    with open_gradebook(url) as book:
        enter_time(book, course.root, assignment, student)
        submission = book.find_submission(assignment, student)
        notebook: Any = book.find_submission_notebook(assignment, assignment, student)
        penalty = _penalty(course, notebook)
        if penalty != notebook.late_submission_penalty:
            before_change()
            notebook.late_submission_penalty = penalty
            book.db.commit()
        given = [it for it in notebook.grades if it.manual_score is not None or it.extra_credit]
        return Standing(
            max(0.0, float(notebook.score) - (penalty or 0.0)),
            penalty or 0.0,
            str(submission.duedate or ""),
            str(submission.timestamp or ""),
            key_of(*sorted(f"{it.name} {it.manual_score} {it.extra_credit}" for it in given)),
            to_look_at_again(notebook.grades),
            any(it.needs_manual_grade and it.name.startswith(CHECK) for it in notebook.grades),
            shown(notebook),
        )


def shown(notebook: Any) -> str:
    """A key of what a feedback page says of nbgrader's `SubmittedNotebook`: points, comments, penalty, what waits."""
    grades = [f"{it.name} {it.score} {it.max_score} {it.needs_manual_grade}" for it in notebook.grades]
    comments = [f"{it.name} {it.comment}" for it in notebook.comments]
    return key_of(*sorted(grades), *sorted(comments), str(notebook.late_submission_penalty or 0.0))


def to_look_at_again(grades: Iterable[Any]) -> list[str]:
    """Names of questions with points by hand that a person should look at again, of nbgrader's grades."""
    found = [it for it in grades if it.needs_manual_grade and it.manual_score is not None]
    return sorted(str(it.name).removeprefix(CHECK) for it in found)


def points_of(grade: Any) -> float | None:
    """The points of nbgrader's `Grade`, as it counts them; None if neither a person nor the grader has given any."""
    return None if grade.manual_score is None and grade.auto_score is None else float(grade.score)


def _penalty(course: Course, notebook: Any) -> float | None:
    """What nbgrader's `AssignLatePenalties` would enter: what its plugin says, from 0 to the score."""
    late_s = notebook.assignment.total_seconds_late
    if not late_s > 0:
        return None
    step = AssignLatePenalties(config=nbgrader_config(course))
    step.log = LOG
    step.init_plugin()
    penalty = step.plugin_inst.late_submission_penalty(notebook.student.id, notebook.score, late_s)
    return None if penalty is None else min(max(0.0, penalty), float(notebook.score))
