"""Opens nbgrader's gradebook, and enters an assignment's cells in it."""

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from sqlalchemy.exc import SQLAlchemyError

from autograder.errors import CourseError
from autograder.grading.nbgrader_setup import converter, course_directory
from autograder.schema.cells import nbgrader_settings
from autograder.schema.course import Course


def gradebook_exists(url: str) -> bool:
    """Whether there is a gradebook to open. Of a database server nobody can tell before it is opened."""
    return not url.startswith("sqlite:///") or Path(url.removeprefix("sqlite:///")).exists()


def alembic_on_path() -> None:
    """Let nbgrader find `alembic`, which it starts for a gradebook: beside this interpreter, not always on PATH."""
    folders = os.environ.get("PATH", "").split(os.pathsep)
    os.environ["PATH"] = os.pathsep.join(dict.fromkeys([str(Path(sys.executable).parent), *folders]))


@contextlib.contextmanager
def open_gradebook(url: str) -> Iterator[Gradebook]:
    """nbgrader's gradebook at a database's URL; a new one if there is none yet.

    Raises:
        CourseError: It can't be opened.
    """
    alembic_on_path()
    try:
        gradebook = Gradebook(url)
    except ModuleNotFoundError as error:
        hint = "For PostgreSQL: pip install 'going-deeper[postgresql]', or `uv sync` in a checkout."
        raise CourseError(f"The gradebook needs {error.name}, which is not installed.", hint=hint) from None
    except SQLAlchemyError as error:
        why = str(error).strip().splitlines()[0]
        hint = "Is its server running? Its address is c.CourseDirectory.db_url in nbgrader_config.py."
        raise CourseError(f"The gradebook can't be opened: {why}", hint=hint) from None
    with gradebook:
        yield gradebook


def enter_assignment(course: Course, assignment: str, url: str) -> None:
    """Make sure that a gradebook knows an assignment's cells, and what they are worth by its release.

    Raises:
        CourseError: There are submissions in it to other questions.
    """
    cells = map(nbgrader_settings, nbformat.read(course.release(assignment), as_version=4).cells)
    points = {cell["grade_id"]: float(cell["points"]) for cell in cells if cell.get("grade")}
    with open_gradebook(url) as gradebook:
        try:
            notebooks = gradebook.find_assignment(assignment).notebooks
        except MissingEntry:
            notebooks = []
        if points == {cell.name: cell.max_score for it in notebooks for cell in it.grade_cells}:
            return
    with tempfile.TemporaryDirectory(prefix="autograder-release-") as scratch:
        directory = course_directory(course, release_directory=scratch, db_url=url)
        try:
            converter(GenerateAssignment, directory, ".", assignment, create_assignment=True).start()
        except NbGraderException as error:
            hint = "Put the gradebook elsewhere and grade again: nbgrader keeps the questions that were handed in."
            raise CourseError(f"The gradebook has other questions of {assignment}.", hint=hint) from error
