"""Looks after the gradebook of a run: refuses to go on without one that was lost, and copies it before it is written.

`grade_class` asks it; the command `autograder grade` makes one for all assignments of a run.
"""

import contextlib
import sqlite3
import time
from collections.abc import Collection
from pathlib import Path

from autograder.atomic_write import atomic_write
from autograder.errors import CourseError
from autograder.grading.gradebook import enter_assignment, gradebook_exists, gradebook_points, sqlite_file
from autograder.grading.nbgrader_setup import Folders
from autograder.grading.points import declared_points
from autograder.schema.assignment import Assignment

KEPT = 5  # backups


class Keeper:
    """Keeps the gradebook of one run.

    Args:
        folders: Where the run reads and writes.

    Attributes:
        said: Sentences about what was changed in the gradebook, for who runs it.
    """

    def __init__(self, folders: Folders) -> None:
        self._url, self._root = folders.gradebook, folders.root
        self._backups = folders.journals.parent / "backups"
        self._journals = folders.journals
        self._copied = False
        self._entered: set[str] = set()
        self.said: list[str] = []

    def begin(self, assignment: Assignment, journal: Collection[str], gradebook: Collection[str]) -> None:
        """Before an assignment is graded: see that its grades are where they were, and worth what is declared.

        Args:
            assignment: Which.
            journal: The students who were graded before, by the journal.
            gradebook: Those who are in the gradebook.

        Raises:
            CourseError: The gradebook was lost, or has other questions.
        """
        if journal and not gradebook:
            who = f"{len(journal)} students were" if len(journal) > 1 else "A student was"
            raise CourseError(
                f"{who} graded in {assignment.id}, but the gradebook "
                f"{sqlite_file(self._url) or 'on the server'} {self._lacks()}.",
                hint=f"{self._how_to_restore()} To begin a new one and grade everybody again, delete "
                f"{self._journals / assignment.id}.jsonl. Points given by hand are in the gradebook alone.",
            )
        if gradebook and gradebook_points(assignment.id, self._url) != declared_points(assignment):
            self.enter(assignment)

    def enter(self, assignment: Assignment) -> None:
        """Before the first grade of an assignment is saved: copy the gradebook, and enter the assignment's cells.

        Raises:
            CourseError: The gradebook has other questions, or can't be copied.
        """
        if assignment.id in self._entered:
            return
        self._root.mkdir(parents=True, exist_ok=True)
        path = sqlite_file(self._url)
        if path is not None and gradebook_exists(self._url) and not self._copied:
            back_up(path, self._backups)
        self._copied = True
        changed = enter_assignment(assignment, self._url)
        if changed:
            self.said.append(f"{assignment.id}: the gradebook follows assignment.toml; until now {', '.join(changed)}.")
        self._entered.add(assignment.id)

    def _lacks(self) -> str:
        return "has none of them" if gradebook_exists(self._url) else "is missing or empty"

    def _how_to_restore(self) -> str:
        if sqlite_file(self._url) is None:
            return "Restore the server's own backup, or see whether nbgrader_config.py names another database."
        latest = max(self._backups.glob("gradebook-*.db"), default=None)
        if latest is None:
            return "Put it back to where it was: there is no backup of it."
        return f"Put it back to where it was, or copy its latest backup there: {latest}."


def back_up(gradebook: Path, folder: Path) -> Path:
    """Copy a gradebook in SQLite into a folder, named by the time; the oldest copies beyond `KEPT` are deleted."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / time.strftime("gradebook-%Y%m%d-%H%M%S.db")
    with atomic_write(target) as draft, contextlib.closing(sqlite3.connect(gradebook)) as source:
        source.execute("VACUUM INTO ?", (str(draft),))  # waits for a lock some seconds; `backup` would for ever
    for old in sorted(folder.glob("gradebook-*.db"))[:-KEPT]:
        old.unlink()
    return target
