"""A class graded in this process, as `autograder grade` grades it."""

from pathlib import Path

from autograder.grading.grade_class import grade
from autograder.grading.journal import Row
from autograder.grading.keeping import Keeper
from autograder.grading.nbgrader_setup import Folders
from autograder.grading.submitted import students_with
from autograder.sandbox.engine import Engine
from autograder.schema.course import Course


def graded(course: Path, assignment: str, engine: Engine, regrade: bool = False) -> tuple[dict[str, Row], list[str]]:
    """Grade what was handed in; the rows by student, and what was said of the gradebook."""
    folders = Folders.under(course, Course(course))
    declared, keeper = folders.course.assignment(assignment), Keeper(folders)
    students = students_with(declared, folders)
    rows = grade(declared, students, folders, keeper, engine, jobs=2, feedback=False, regrade=regrade)
    return {row.student: row for row in rows}, keeper.said
