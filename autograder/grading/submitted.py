"""Finds what was handed in under `submitted/<student>/<assignment>/`, whatever students and folders are called.

Names are compared, never used as patterns. `cli.grading` asks here whom to grade, `grade_class` where their work is,
and the instructor's `collecting` puts it there.
"""

from collections.abc import Iterable
from pathlib import Path

from autograder.grading.nbgrader_setup import Folders
from autograder.schema.assignment import Assignment
from autograder.text import alike, one_form


def is_hidden(name: str) -> bool:
    """Whether a file or folder of this name is a system's, not a student's."""
    return name.startswith(".") or name in ("__MACOSX", "Thumbs.db", "desktop.ini")


def submitted_folder(submitted: Path, student: str, assignment: str) -> Path:
    """The folder of a student's submission: the one of this name, else one that differs in case or Unicode form.

    It need not exist.
    """
    exact = submitted / student / assignment
    if exact.exists():
        return exact
    return next((path for path in _folders(submitted / student) if alike(path.name, assignment)), exact)


def students_with(assignment: Assignment, folders: Folders, only: str | None = None) -> list[str]:
    """Students who handed in a folder for an assignment, by name."""
    found = [it.name for it in _folders(folders.submitted)]
    found = [it for it in found if submitted_folder(folders.submitted, it, assignment.id).is_dir()]
    return [it for it in found if only is None or one_form(it) == one_form(only)]


def not_understood(submitted: Path, assignments: Iterable[str]) -> list[str]:
    """Sentences about what lies under `submitted` and is no submission, so that nobody's work is passed over unseen.

    What systems hide there is left out.
    """
    ids = list(assignments)
    said = []
    for path in _visible(submitted):
        if not path.is_dir():
            said.append(f"{path.name} is a file; submissions are in folders, <student>/<assignment>/.")
            continue
        inside = _visible(path)
        found = [next((it for it in ids if alike(it, file.name)), "") for file in inside]
        if any(alike(path.name, it) for it in ids) and not any(found):
            said.append(
                f"{path.name}/ is called as an assignment, where students are expected: <student>/<assignment>/."
            )
            continue
        for file, assignment in zip(inside, found, strict=True):
            place = f"{path.name}/{file.name}"
            if not file.is_dir():
                said.append(f"{place} is in no folder of an assignment: <student>/<assignment>/.")
            elif not assignment:
                said.append(f"{place}/ is no assignment. The course has: {', '.join(ids)}.")
            elif file != submitted_folder(submitted, path.name, assignment):
                said.append(f"{place}/ is a second {assignment}; {assignment}/ counts.")
        if not inside:
            said.append(f"{path.name}/ is empty.")
    return said


def _folders(folder: Path) -> list[Path]:
    return [path for path in _visible(folder) if path.is_dir()]


def _visible(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if not is_hidden(path.name))
