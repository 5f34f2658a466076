"""nbgrader set up for this course: its folders, its settings, and its converters ready to start."""

import copy
import logging
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from traitlets.config.loader import Config, PyFileConfigLoader

from autograder.schema.course import Course

LOG = logging.getLogger("autograder.nbgrader")  # what nbgrader says to itself
LOG.setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Folders:
    """Where a grading run reads and writes; by default the course's own folders. `gradebook` is a database's URL."""

    course: Course
    root: Path
    submitted: Path
    autograded: Path
    feedback: Path
    gradebook: str
    journals: Path

    @classmethod
    def under(cls, root: Path, course: Course) -> "Folders":
        """The usual names under one folder; for the course's own, the gradebook that `nbgrader_config.py` names."""
        configured = nbgrader_config(course).CourseDirectory.get("db_url") if root == course.root else None
        gradebook = configured or f"sqlite:///{root / 'gradebook.db'}"
        journals = root / ".autograder" / "graded"
        return cls(course, root, root / "submitted", root / "autograded", root / "feedback", gradebook, journals)


def course_of(converter: Any) -> Course:
    """The course that one of nbgrader's converters or preprocessors' parents works in."""
    return Course(Path(converter.coursedir.root))


def course_directory(course: Course, **folders: Any) -> CourseDirectory:
    """nbgrader's view of a course, by `nbgrader_config.py`; `folders` override its settings."""
    directory = CourseDirectory(config=nbgrader_config(course), root=str(course.root))
    for name, value in folders.items():
        setattr(directory, name, str(value))
    return directory


def nbgrader_config(course: Course) -> Config:
    """The settings in a course's `nbgrader_config.py`, if it has one."""
    path = course.root / "nbgrader_config.py"
    if not path.exists():
        return Config()
    return copy.deepcopy(_config(path, path.stat().st_mtime_ns))


@lru_cache(maxsize=4)
def _config(path: Path, changed: int) -> Config:
    del changed  # part of the key
    return PyFileConfigLoader(path.name, path=str(path.parent)).load_config()


def converter(cls: type[Any], directory: CourseDirectory, student: str = "*", assignment: str = "", **kw: Any) -> Any:
    """One of nbgrader's converters (`Autograde` and the others), ready to `start()`."""
    directory.student_id, directory.assignment_id = student, assignment
    config = nbgrader_config(Course(Path(directory.root)))
    made = cls(coursedir=directory, config=config, **kw)
    made.log = LOG
    made.update_config(config)
    return made


def convert(cls: type[Any], directory: CourseDirectory, student: str, assignment: str, **kw: Any) -> None:
    """Start one of nbgrader's converters.

    Raises:
        Exception: What went wrong; nbgrader logs it, and raises an exception that says to look there.
    """
    made, heard = converter(cls, directory, student, assignment, **kw), _Heard()
    made.log.setLevel(logging.ERROR)
    made.log.handlers, made.log.propagate = [heard], False
    try:
        made.start()
        return
    except NbGraderException as error:
        fault = heard.error or error
    raise fault  # out here, so that it keeps what it came from


class _Heard(logging.Handler):
    """Keeps the exception that was being handled when something was last logged."""

    error: BaseException | None = None

    def emit(self, record: logging.LogRecord) -> None:
        self.error = sys.exc_info()[1] or self.error
