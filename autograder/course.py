"""nbgrader's converters, set up for this course: the one place that builds them."""

import logging
import os
import sys
from pathlib import Path
from typing import Any

from nbgrader.converters import Autograde, GenerateAssignment, GenerateFeedback
from nbgrader.coursedir import CourseDirectory
from traitlets.config.loader import Config, PyFileConfigLoader

from autograder.assignment import course_root


def course_directory(**folders: Any) -> CourseDirectory:
    """nbgrader's view of this course, by `nbgrader_config.py`; `folders` override its settings."""
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])  # alembic
    config = nbgrader_config()
    directory = CourseDirectory(config=config, root=str(course_root()))
    for name, value in folders.items():
        setattr(directory, name, str(value))
    return directory


def nbgrader_config() -> Config:
    """The settings in the course's `nbgrader_config.py`."""
    return PyFileConfigLoader("nbgrader_config.py", path=str(course_root())).load_config()


class CourseAutograde(Autograde):
    """nbgrader's Autograde for one student, also without a notebook, and without copying the student's other files."""

    def init_notebooks(self) -> None:
        folder = self._format_source(self.coursedir.assignment_id, self.coursedir.student_id)
        self.assignments = {folder: [os.path.join(folder, f"{self.coursedir.assignment_id}.ipynb")]}
        self.notebooks = []

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        ignore = self.coursedir.ignore
        source, self.coursedir.submitted_directory = self.coursedir.submitted_directory, "no-such-folder"
        try:
            super().init_assignment(assignment_id, student_id)
        finally:
            self.coursedir.ignore, self.coursedir.submitted_directory = ignore, source


def converter(cls: type[Any], directory: CourseDirectory, student: str = "*", assignment: str = "", **kw: Any) -> Any:
    """One of nbgrader's converters (`CourseAutograde` and the others), ready to `start()`."""
    directory.student_id, directory.assignment_id = student, assignment
    config = nbgrader_config()
    if cls is CourseAutograde:
        config.CourseAutograde = config.pop("Autograde")
    made = cls(coursedir=directory, config=config, **kw)
    made.log = logging.getLogger("autograder.nbgrader")
    made.log.setLevel(logging.CRITICAL)
    made.update_config(config)
    return made


__all__ = ["CourseAutograde", "GenerateAssignment", "GenerateFeedback", "converter", "course_directory"]
