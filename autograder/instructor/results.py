"""Reads the results of a graded class, which `report` and `export` start from.

They are what nbgrader's gradebook holds, manual grades included, and what the grader noted beside it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from nbgrader.api import MissingEntry

from autograder.errors import CourseError
from autograder.grading.gradebook import gradebook_exists, open_gradebook
from autograder.grading.journal import Journal, Row
from autograder.grading.nbgrader_setup import Folders
from autograder.grading.standing import points_of, to_look_at_again
from autograder.schema.assignment import Assignment
from autograder.schema.job import CHECK


@dataclass(frozen=True, slots=True)
class Student:
    """A student of the gradebook. `id` is the name of their folder; the rest is "" where the gradebook has none."""

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    lms_user_id: str = ""

    @property
    def name(self) -> str:
        """First and last name, or the id."""
        return " ".join(filter(None, (self.first_name, self.last_name))) or self.id


@dataclass(frozen=True, slots=True)
class Result:
    """What a student has in one assignment.

    Attributes:
        student: Whose.
        points: By question, in the order of the notebook, as the gradebook counts them; None for a written one that
            nobody has graded yet.
        again: Questions with points by hand, whose answer has changed since.
        submitted: Whether anything was handed in and graded.
        late_s: Seconds after the due date; 0 if in time, or if that is not known.
        penalty: Points that nbgrader takes off for being late.
        row: What the grader noted: status and mistakes by question, notes, whether to look at it.
    """

    student: Student
    points: Mapping[str, float | None] = field(default_factory=dict)
    again: tuple[str, ...] = ()
    submitted: bool = False
    late_s: float = 0.0
    penalty: float = 0.0
    row: Row | None = None

    @property
    def total(self) -> float:
        """Points of all questions, less the penalty for being late; never below 0."""
        return max(0.0, sum(points or 0.0 for points in self.points.values()) - self.penalty)

    @property
    def to_grade(self) -> list[str]:
        """Questions that wait for a person: nobody has graded them yet, or not since the answer changed."""
        return [name for name, points in self.points.items() if points is None or name in self.again]


@dataclass(frozen=True, slots=True)
class ClassResults:
    """The results of one assignment.

    Attributes:
        assignment: Which.
        most: By question, in the order of the notebook, the points that it can earn.
        results: One per student of the gradebook, by id; those who handed in nothing too.
    """

    assignment: Assignment
    most: Mapping[str, float]
    results: list[Result]

    @property
    def most_points(self) -> float:
        """Points of all questions."""
        return sum(self.most.values())

    @property
    def submitted(self) -> list[Result]:
        """Those that handed in."""
        return [result for result in self.results if result.submitted]


def class_results(assignment: Assignment, folders: Folders) -> ClassResults:
    """Read what a class has.

    Args:
        assignment: One that was graded.
        folders: Where it was graded.

    An assignment that the gradebook does not know has no points and no submissions.

    Raises:
        CourseError: There is no gradebook.
    """
    if not gradebook_exists(folders.gradebook):
        hint = "Grade first: autograder grade. --under says where else a gradebook is: autograder report --under demo"
        raise CourseError(f"There is no gradebook {folders.gradebook.removeprefix('sqlite:///')}.", hint=hint)
    rows = Journal(folders.journals / f"{assignment.id}.jsonl").rows()
    known = ("id", "first_name", "last_name", "email", "lms_user_id")
    with open_gradebook(folders.gradebook) as book:
        students = {str(it.id): Student(*(getattr(it, name) or "" for name in known)) for it in book.students}
        try:
            submissions = book.assignment_submissions(assignment.id)
            notebook = book.find_notebook(assignment.id, assignment.id)
        except MissingEntry:
            return ClassResults(assignment, {}, [Result(students[it]) for it in sorted(students)])
        most = {_question(cell.name): float(cell.max_score) for cell in notebook.grade_cells}
        order = [question.name for question in assignment.questions]
        most = {name: most[name] for name in (*order, *sorted(most)) if name in most}
        found = {}
        for submission in submissions:
            grades = {_question(it.name): it for part in submission.notebooks for it in part.grades}
            found[submission.student.id] = Result(
                students[submission.student.id],
                {name: points_of(grades[name]) if name in grades else None for name in most},
                tuple(to_look_at_again(grades.values())),
                True,
                float(submission.total_seconds_late),
                float(submission.late_submission_penalty or 0.0),
                rows.get(submission.student.id),
            )
    return ClassResults(assignment, most, [found.get(it, Result(students[it])) for it in sorted(students)])


def graded_classes(names: Iterable[str], folders: Folders) -> list[ClassResults]:
    """The results of assignments by id; without names, of all that anybody handed in.

    Raises:
        CourseError: There is no such assignment, no gradebook, or nothing was graded.
    """
    asked = list(names)
    found = [class_results(it, folders) for it in folders.course.chosen(asked)]
    missing = [results.assignment.id for results in found if not results.submitted]
    if missing and (asked or len(missing) == len(found)):
        raise CourseError(f"Not graded yet: {', '.join(missing)}.", hint="Grade first: autograder grade")
    return [results for results in found if results.submitted]


def _question(cell: Any) -> str:
    """The question that a cell of this name grades: its check carries its name, a written one is its own."""
    return str(cell).removeprefix(CHECK)
