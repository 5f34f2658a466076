"""The course's folders, and nbgrader's converters set up for it: the one place that builds them."""

import copy
import logging
import os
import sys
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import Autograde, GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from traitlets.config.loader import Config, PyFileConfigLoader

from autograder.assignment import course_root
from autograder.collect import collected_at


@dataclass(frozen=True, slots=True)
class Folders:
    """Where a grading run reads and writes; by default the course's own folders."""

    submitted: Path
    autograded: Path
    feedback: Path
    gradebook: Path
    journals: Path

    @classmethod
    def under(cls, root: Path) -> "Folders":
        """The usual names under one folder."""
        journals = root / ".autograder" / "graded"
        return cls(root / "submitted", root / "autograded", root / "feedback", root / "gradebook.db", journals)


def course_directory(**folders: Any) -> CourseDirectory:
    """nbgrader's view of this course, by `nbgrader_config.py`; `folders` override its settings."""
    config = nbgrader_config()
    directory = CourseDirectory(config=config, root=str(course_root()))
    for name, value in folders.items():
        setattr(directory, name, str(value))
    return directory


def nbgrader_config() -> Config:
    """The settings in the course's `nbgrader_config.py`."""
    path = course_root() / "nbgrader_config.py"
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
    with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
        try:
            known = bool(gradebook.find_assignment(assignment_id).notebooks)
        except MissingEntry:
            known = False
    if not known:
        with tempfile.TemporaryDirectory(prefix="autograder-release-") as scratch:
            directory = course_directory(release_directory=scratch, db_url=self.coursedir.db_url)
            converter(GenerateAssignment, directory, ".", assignment_id, create_assignment=True).start()
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
