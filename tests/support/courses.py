"""This course, and copies of it in folders of a test's own."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from autograder.schema.course import Course

ROOT = Path(__file__).parents[2]
COURSE = Course(ROOT)


def copy_course(target: Path, *without: str) -> Path:
    """Put into a folder what an instructor has before anybody handed in; files and folders of these names left out."""
    for folder in ("solutions", "assignments", "data"):
        shutil.copytree(ROOT / folder, target / folder, ignore=shutil.ignore_patterns(*without))
    shutil.copy(ROOT / "nbgrader_config.py", target)
    return target


@contextlib.contextmanager
def within(course: Path) -> Iterator[Path]:
    """Work in a course's folder as if there were no other."""
    before = Path.cwd()
    os.chdir(course)
    try:
        yield course
    finally:
        os.chdir(before)


def submitted(course: Path, student: str, assignment: str) -> Path:
    """Where a student's notebook is handed in; its folder is made."""
    path = course / "submitted" / student / assignment / f"{assignment}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    return path
