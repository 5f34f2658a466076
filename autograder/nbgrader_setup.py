"""The course's folders, its gradebook, and nbgrader's converters set up for it: the one place that builds them."""

import contextlib
import copy
import logging
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import Autograde, GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.exc import SQLAlchemyError
from traitlets.config.loader import Config, PyFileConfigLoader

from autograder.collect import collected_at
from autograder.errors import CourseError
from autograder.paths import course_root


@dataclass(frozen=True, slots=True)
class Folders:
    """Where a grading run reads and writes; by default the course's own folders. `gradebook` is a database's URL."""

    root: Path
    submitted: Path
    autograded: Path
    feedback: Path
    gradebook: str
    journals: Path

    @classmethod
    def under(cls, root: Path) -> "Folders":
        """The usual names under one folder; for the course's own, the gradebook that `nbgrader_config.py` names."""
        configured = nbgrader_config().CourseDirectory.get("db_url") if root == course_root() else None
        gradebook = configured or f"sqlite:///{root / 'gradebook.db'}"
        journals = root / ".autograder" / "graded"
        return cls(root, root / "submitted", root / "autograded", root / "feedback", gradebook, journals)


def gradebook_exists(url: str) -> bool:
    """Whether there is a gradebook to open. Of a database server nobody can tell before it is opened."""
    return not url.startswith("sqlite:///") or Path(url.removeprefix("sqlite:///")).exists()


@contextlib.contextmanager
def open_gradebook(url: str) -> Iterator[Gradebook]:
    """nbgrader's gradebook at a database's URL; a new one if there is none yet.

    Raises:
        CourseError: It can't be opened.
    """
    guard_nbgrader()  # puts alembic on PATH
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


def enter_assignment(assignment: str, url: str) -> None:
    """Make sure that a gradebook knows an assignment's cells, and what they are worth by its release.

    Raises:
        CourseError: There are submissions in it to other questions.
    """
    path = course_root() / "assignments" / assignment / f"{assignment}.ipynb"
    cells = [cell.metadata.get("nbgrader", {}) for cell in nbformat.read(path, as_version=4).cells]
    points = {cell["grade_id"]: float(cell["points"]) for cell in cells if cell.get("grade")}
    with open_gradebook(url) as gradebook:
        try:
            notebooks = gradebook.find_assignment(assignment).notebooks
        except MissingEntry:
            notebooks = []
        if points == {cell.name: cell.max_score for it in notebooks for cell in it.grade_cells}:
            return
    with tempfile.TemporaryDirectory(prefix="autograder-release-") as scratch:
        directory = course_directory(release_directory=scratch, db_url=url)
        try:
            converter(GenerateAssignment, directory, ".", assignment, create_assignment=True).start()
        except NbGraderException as error:
            hint = "Put the gradebook elsewhere and grade again: nbgrader keeps the questions that were handed in."
            raise CourseError(f"The gradebook has other questions of {assignment}.", hint=hint) from error


def course_directory(**folders: Any) -> CourseDirectory:
    """nbgrader's view of this course, by `nbgrader_config.py`; `folders` override its settings."""
    config = nbgrader_config()
    directory = CourseDirectory(config=config, root=str(course_root()))
    for name, value in folders.items():
        setattr(directory, name, str(value))
    return directory


def nbgrader_config() -> Config:
    """The settings in the course's `nbgrader_config.py`, if it has one."""
    path = course_root() / "nbgrader_config.py"
    if not path.exists():
        return Config()
    return copy.deepcopy(_config(path, path.stat().st_mtime_ns))


@lru_cache(maxsize=4)
def _config(path: Path, changed: int) -> Config:
    del changed  # part of the key
    return PyFileConfigLoader(path.name, path=str(path.parent)).load_config()


def guard_nbgrader() -> None:
    """Make nbgrader's own `autograde` and formgrader's button treat a student's folder as `grade` does.

    nbgrader would follow links in it, copy every file in it to where graded work is, and believe the `timestamp.txt`
    in it. No setting changes that, so the step that does it is replaced. It would refuse an assignment that is not in
    the gradebook yet, as ours are before the first grade. And it starts `alembic`, which is beside this interpreter but
    not always on PATH.
    """
    folders = os.environ.get("PATH", "").split(os.pathsep)
    os.environ["PATH"] = os.pathsep.join(dict.fromkeys([str(Path(sys.executable).parent), *folders]))
    Autograde.init_assignment = _enter_and_init_assignment  # type: ignore[method-assign]


def _enter_and_init_assignment(self: Autograde, assignment_id: str, student_id: str) -> None:
    enter_assignment(assignment_id, self.coursedir.db_url)
    _init_assignment(self, assignment_id, student_id)


def _init_assignment(
    self: Autograde, assignment_id: str, student_id: str, usual: Any = Autograde.init_assignment
) -> None:
    """nbgrader's own, shown an empty folder, and the time that the collector noted."""
    source, self.coursedir.submitted_directory = self.coursedir.submitted_directory, "no-such-folder"
    try:
        usual(self, assignment_id, student_id)
    finally:
        self.coursedir.submitted_directory = source
    time = collected_at(Path(self.coursedir.root), assignment_id, student_id)
    if time is not None:
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            gradebook.update_or_create_submission(assignment_id, student_id, timestamp=time.isoformat())  # type: ignore[arg-type]


class CourseAutograde(Autograde):
    """nbgrader's Autograde for one student, also without a notebook."""

    def init_notebooks(self) -> None:
        folder = self._format_source(self.coursedir.assignment_id, self.coursedir.student_id)
        self.assignments = {folder: [os.path.join(folder, f"{self.coursedir.assignment_id}.ipynb")]}
        self.notebooks = []

    init_assignment = _init_assignment


def converter(cls: type[Any], directory: CourseDirectory, student: str = "*", assignment: str = "", **kw: Any) -> Any:
    """One of nbgrader's converters (`CourseAutograde` and the others), ready to `start()`."""
    directory.student_id, directory.assignment_id = student, assignment
    config = nbgrader_config()
    if cls is CourseAutograde:
        config.CourseAutograde = config.pop("Autograde")
        config.CourseDirectory.ignore = directory.ignore = [*directory.ignore, "data"]  # megabytes for every student
    made = cls(coursedir=directory, config=config, **kw)
    made.log = logging.getLogger("autograder.nbgrader")
    made.log.setLevel(logging.CRITICAL)
    made.update_config(config)
    return made
