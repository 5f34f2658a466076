"""Keeps the official references of a process that judges, each with one fresh seed."""

from functools import lru_cache

from autograder.errors import CourseError
from autograder.grading.points import declared_points, differences, released_points
from autograder.grading.session import released
from autograder.judging.reference import OfficialReference, official_reference, require_current
from autograder.schema.assignment import Assignment
from autograder.schema.course import Course


def reference_for_run(course: Course, assignment: str) -> OfficialReference:
    """The official reference with one fresh seed for this process, so that equal answers are run once."""
    path = course.reference(assignment)
    return _reference(course, assignment, path.stat().st_mtime_ns if path.exists() else 0)


def require_one_piece(assignment: Assignment) -> None:
    """See that what an assignment is graded by is of one piece: declaration, released notebook, solution and reference.

    Raises:
        CourseError: Something is missing or older than the rest; says which command makes it anew.
    """
    name = assignment.id
    if wrong := differences(declared_points(assignment), released_points(released(assignment))):
        what = f"The released notebook of {name} is not what assignment.toml says: {', '.join(wrong)}."
        raise CourseError(what, hint=f"Run `autograder release {name}`.")
    require_current(assignment, reference_for_run(assignment.course, name))


@lru_cache(maxsize=16)
def _reference(course: Course, assignment: str, changed: int) -> OfficialReference:
    del changed  # part of the key
    return official_reference(course.assignment(assignment))
