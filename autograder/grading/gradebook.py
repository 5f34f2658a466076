"""Opens nbgrader's gradebook, and enters an assignment's cells in it."""

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from autograder.errors import CourseError, install, machine_fault
from autograder.grading.nbgrader_setup import convert, course_directory
from autograder.grading.points import declared_points, differences
from autograder.schema.assignment import Assignment


def sqlite_file(url: str) -> Path | None:
    """The file of a gradebook in SQLite; None for one on a database server."""
    parts = make_url(url)
    return Path(parts.database or "") if parts.get_backend_name() == "sqlite" else None


def gradebook_exists(url: str) -> bool:
    """Whether there is a gradebook to open, if only an empty one. Of a server nobody can tell before it is opened."""
    path = sqlite_file(url)
    return path is None or (path.exists() and path.stat().st_size > 0)


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
    if shutil.which("alembic") is None:
        hint = "It comes with nbgrader: pip install --force-reinstall alembic, or `uv sync` in a checkout."
        raise CourseError("The program `alembic`, which nbgrader makes a gradebook with, is not on PATH.", hint=hint)
    try:
        gradebook = Gradebook(url)
    except ModuleNotFoundError as error:
        hint = f"For PostgreSQL: {install('postgresql')}, or `uv sync` in it."
        raise CourseError(f"The gradebook needs {error.name}, which is not installed.", hint=hint) from None
    except SQLAlchemyError as error:
        if fault := machine_fault(error):
            raise fault from None
        why = str(error).strip().splitlines()[0]
        hint = "Is its server running? Its address is c.CourseDirectory.db_url in nbgrader_config.py."
        raise CourseError(f"The gradebook can't be opened: {why}", hint=hint) from None
    with gradebook:
        yield gradebook


def gradebook_points(assignment: str, url: str) -> dict[str, float]:
    """What a gradebook says that an assignment's cells are worth, by name; nothing if it does not know it."""
    with open_gradebook(url) as gradebook:
        try:
            notebooks = gradebook.find_assignment(assignment).notebooks
        except MissingEntry:
            return {}
        return {cell.name: float(cell.max_score) for it in notebooks for cell in it.grade_cells}


def enter_assignment(assignment: Assignment, url: str) -> list[str]:
    """Make sure that a gradebook knows an assignment's cells, and what they are worth.

    Returns:
        What it said before, where that was something else: "check_resnet has 12 points, not 14".

    Raises:
        CourseError: There are submissions in it to other questions.
    """
    before, declared = gradebook_points(assignment.id, url), declared_points(assignment)
    if before == declared:
        return []
    with tempfile.TemporaryDirectory(prefix="autograder-release-") as scratch:
        directory = course_directory(assignment.course, release_directory=scratch, db_url=url)
        try:
            convert(GenerateAssignment, directory, ".", assignment.id, create_assignment=True)
        except (NbGraderException, RuntimeError) as error:
            hint = "Put the gradebook elsewhere and grade again: nbgrader keeps the questions that were handed in."
            raise CourseError(f"The gradebook has other questions of {assignment.id}.", hint=hint) from error
    return differences(declared, before) if before else []
