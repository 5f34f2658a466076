"""Keeps what lasts as long as a process that grades: its engine, references and released notebooks.

`nbgrader_plugin` grades a submission through it; `grade_class` and `answer_files` take the released notebooks from it.
"""

import atexit
from functools import lru_cache
from pathlib import Path

import nbformat

from autograder.errors import CourseError
from autograder.grading.graded import Graded, conclude, prepare, unreadable
from autograder.grading.points import declared_points, differences, released_points
from autograder.judging.reference import OfficialReference, official_reference, require_current
from autograder.reading.submission import Submission
from autograder.sandbox.bubblewrap import Sandbox
from autograder.sandbox.engine import Engine, LocalEngine
from autograder.schema.assignment import Assignment
from autograder.schema.course import Course


def grade_one(submission: Submission, assignment: Assignment, engine: Engine) -> Graded:
    """Run and judge one submission."""
    if not submission.readable:
        return unreadable(submission, assignment)
    reference = reference_for_run(assignment.course, assignment.id)
    job, indices = prepare(submission, assignment, reference.value_seed)
    return conclude(submission, assignment, reference, indices, engine.run(job))


@lru_cache(maxsize=2)
def shared_engine(sandbox: Sandbox, gpu: bool = False) -> Engine:
    """The engine of this process, started when it is first needed and kept for the next submission."""
    engine = LocalEngine(sandbox, gpu)
    atexit.register(engine.close)
    return engine


def reference_for_run(course: Course, assignment: str) -> OfficialReference:
    """The official reference with one fresh seed for this process, so that equal answers are run once."""
    path = course.reference(assignment)
    return _reference(course, assignment, path.stat().st_mtime_ns if path.exists() else 0)


def require_gradable(assignment: Assignment) -> OfficialReference:
    """See that what an assignment is graded by is of one piece: declaration, released notebook, solution and reference.

    Returns:
        Its reference.

    Raises:
        CourseError: Something is missing or older than the rest; says which command makes it anew.
    """
    name = assignment.id
    if wrong := differences(declared_points(assignment), released_points(released(assignment))):
        what = f"The released notebook of {name} is not what assignment.toml says: {', '.join(wrong)}."
        raise CourseError(what, hint=f"Run `autograder release {name}`.")
    reference = reference_for_run(assignment.course, name)
    require_current(assignment, reference)
    return reference


@lru_cache(maxsize=16)
def _reference(course: Course, assignment: str, changed: int) -> OfficialReference:
    del changed  # part of the key
    return official_reference(course.assignment(assignment))


def released(assignment: Assignment) -> nbformat.NotebookNode:
    """The notebook that students were given.

    Raises:
        CourseError: The assignment is not released yet.
    """
    path = assignment.course.release(assignment.id)
    if not path.exists():
        raise CourseError(f"{assignment.id} is not released yet.", hint=f"Run `autograder release {assignment.id}`.")
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=16)
def _read(path: Path, changed: int) -> nbformat.NotebookNode:
    del changed  # part of the key
    return nbformat.read(path, as_version=4)
