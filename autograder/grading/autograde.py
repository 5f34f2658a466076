"""Changes how nbgrader treats a student's folder: no link is followed, no time in it believed, no name is a pattern.

`nbgrader_config.py` calls `guard_nbgrader` for nbgrader's own commands and formgrader's button; `grade_class` saves
what it has graded through `CourseAutograde` and `CourseFeedback`.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.converters.base import BaseConverter
from nbgrader.coursedir import CourseDirectory

from autograder.grading.by_hand import note_looks
from autograder.grading.collect import enter_time
from autograder.grading.gradebook import alembic_on_path, enter_assignment
from autograder.grading.graded import Graded
from autograder.grading.nbgrader_setup import course_of
from autograder.grading.session import require_gradable


def guard_nbgrader() -> None:
    """Make nbgrader's own `autograde` and formgrader's button treat a student's folder as `grade` does.

    nbgrader would follow links in it, copy every file in it to where graded work is, and believe the `timestamp.txt`
    in it. No setting changes that, so the step that does it is replaced. It would refuse an assignment that is not in
    the gradebook yet, as ours are before the first grade, pass over students whose names are patterns: `[group 3]`, and
    ask for a new look at all that a person has graded.
    """
    alembic_on_path()
    Autograde.init_destination = _init_destination  # type: ignore[method-assign]
    Autograde.init_assignment = _enter_and_init_assignment  # type: ignore[method-assign]
    Autograde.init_notebooks = _init_submissions  # type: ignore[method-assign]
    GenerateFeedback.init_notebooks = _init_notebooks  # type: ignore[method-assign]


def _init_notebooks(self: BaseConverter, usual: Any = BaseConverter.init_notebooks) -> None:
    """nbgrader's own, but a student whose folder is there is no pattern, and neither are the folders that one finds."""
    asked = Path(self._format_source(self.coursedir.assignment_id, self.coursedir.student_id))
    found = {str(it): [str(path) for path in it.glob(f"{self.coursedir.notebook_id}.ipynb")] for it in _meant(asked)}
    self.assignments = {folder: notebooks for folder, notebooks in found.items() if notebooks}
    self.notebooks = []
    if not self.assignments:
        usual(self)  # says what is missing


def _init_submissions(self: BaseConverter) -> None:
    """A notebook a student, whatever it is called where it was handed in: `reading.submission` finds it."""
    name = self.coursedir.assignment_id
    asked = Path(self._format_source(name, self.coursedir.student_id))
    self.assignments = {str(it): [str(it / f"{name}.ipynb")] for it in _meant(asked) if it.is_dir()}
    self.notebooks = []
    if not self.assignments:
        BaseConverter.init_notebooks(self)  # says what is missing


def _meant(asked: Path) -> Iterable[Path]:
    """The folder of this name; if there is none, those of this pattern."""
    root = Path(asked.anchor)
    return [asked] if asked.is_dir() else root.glob(str(asked.relative_to(root)))


def _init_destination(
    self: Autograde, assignment_id: str, student_id: str, usual: Any = Autograde.init_destination
) -> bool:
    """nbgrader's own, which removes what was graded before: what a person saw of it is noted first."""
    graded = Path(self._format_dest(assignment_id, student_id)) / f"{assignment_id}.ipynb"
    note_looks(self.coursedir.db_url, assignment_id, student_id, graded)
    return usual(self, assignment_id, student_id)


def _enter_and_init_assignment(self: Autograde, assignment_id: str, student_id: str) -> None:
    assignment = course_of(self).assignment(assignment_id)
    require_gradable(assignment)
    enter_assignment(assignment, self.coursedir.db_url)
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
    with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
        enter_time(gradebook, Path(self.coursedir.root), assignment_id, student_id)


class CourseAutograde(Autograde):
    """nbgrader's Autograde for one student, also without a notebook.

    Args:
        coursedir: The course.
        graded: What `grade` has found already, so that conversion has nothing left to run.
    """

    def __init__(self, coursedir: CourseDirectory, graded: Graded | None = None, **kwargs: Any) -> None:
        self.graded = graded
        if "data" not in coursedir.ignore:  # megabytes for every student
            coursedir.ignore = [*coursedir.ignore, "data"]
        super().__init__(coursedir, **kwargs)

    def init_notebooks(self) -> None:
        folder = self._format_source(self.coursedir.assignment_id, self.coursedir.student_id)
        self.assignments = {folder: [os.path.join(folder, f"{self.coursedir.assignment_id}.ipynb")]}
        self.notebooks = []

    init_destination = _init_destination
    init_assignment = _init_assignment


class CourseFeedback(GenerateFeedback):
    """nbgrader's GenerateFeedback for one student, whatever the name."""

    init_notebooks = _init_notebooks
