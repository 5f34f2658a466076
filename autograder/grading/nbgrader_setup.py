"""nbgrader set up for this course: its folders, its settings, and its converters ready to start."""

import copy
import logging
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from nbgrader.coursedir import CourseDirectory
from traitlets.config.loader import Config, PyFileConfigLoader

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


def converter(cls: type[Any], directory: CourseDirectory, student: str = "*", assignment: str = "", **kw: Any) -> Any:
    """One of nbgrader's converters (`Autograde` and the others), ready to `start()`."""
    directory.student_id, directory.assignment_id = student, assignment
    config = nbgrader_config()
    made = cls(coursedir=directory, config=config, **kw)
    made.log = logging.getLogger("autograder.nbgrader")
    made.log.setLevel(logging.CRITICAL)
    made.update_config(config)
    return made
