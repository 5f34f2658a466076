"""Writes files about assignments for another system, by its name, and says in sentences what needs a look.

The command `autograder export` calls it; the modules beside it know the systems.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from autograder.errors import CourseError
from autograder.grading.nbgrader_setup import Folders
from autograder.instructor.exports.canvas import fill_canvas
from autograder.instructor.exports.classroom50 import write_classroom50
from autograder.instructor.exports.csv_file import csv_sheet
from autograder.instructor.exports.gradescope import write_gradescope
from autograder.instructor.exports.moodle import fill_worksheet, gradebook_sheet
from autograder.instructor.exports.roster import TO_ENTER
from autograder.instructor.results import ClassResults, graded_classes
from autograder.instructor.spreadsheet import Filled, listed, read_sheet, write_sheet

Target = Literal["canvas", "moodle", "csv", "gradescope", "classroom50"]
GRADERS = {
    "gradescope": (
        write_gradescope,
        "Upload it under Configure Autograder, with 2 GB of memory or more. The written question is graded "
        "there by hand. It holds the reference: student code runs beside it.",
    ),
    "classroom50": (
        write_classroom50,
        'Unpack it into <classroom>/autograders/<assignment>/, with "python": "3.12" as the runtime. It grades as '
        "`check` does, with the public cases; the written question is not in it.",
    ),
}


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that was written, and sentences that the instructor should read."""

    path: Path
    notes: list[str]


def export(
    names: list[str],
    target: Target,
    folders: Folders,
    into: Path | None = None,
    out: Path | None = None,
    column: str | None = None,
) -> Iterator[Exported]:
    """Write files for another system.

    Args:
        names: Ids of assignments; none stands for all, or for all that were graded.
        target: The system.
        folders: Where the class was graded.
        into: What was downloaded from it, to fill in.
        out: A file, or a folder if there will be several. Default: the folder exports/ of the course.
        column: For Canvas, the column of the assignment.

    Raises:
        CourseError: These options do not go together, nothing was graded, or a file is not what it should be.
    """
    chosen = folders.course.chosen(names)
    if into and target not in ("canvas", "moodle"):
        raise CourseError(
            f"--into is not for {target}.", hint="Canvas' gradebook and Moodle's worksheet are filled in."
        )
    if target == "canvas" and not into:
        raise CourseError("Canvas needs the file to fill in.", hint="In Canvas: Grades, Export. Then --into FILE.")
    if column and (target != "canvas" or len(names) != 1):
        raise CourseError("--column names the column of one assignment in Canvas.", hint="Name the assignment too.")
    if target == "moodle" and into and len(names) != 1:
        raise CourseError("A worksheet of Moodle is for one assignment.", hint="Name the assignment.")
    if into and out and into.resolve() == out.resolve():
        raise CourseError(f"{out} is the file that was downloaded.", hint="Name another with --out.")
    if target in GRADERS:
        write, note = GRADERS[target]
        for assignment in chosen:
            path = _place(out, folders, f"{assignment.id}-{target}.zip", len(chosen))
            write(assignment, path)
            yield Exported(path, [note])
        return
    classes = graded_classes(names, folders)
    if target == "canvas" and into:
        filled = fill_canvas(read_sheet(into), classes, column)
        yield _written(filled, _place(out, folders, "canvas.csv", 1), classes, into)
        return
    for found in classes:
        if target == "csv":
            filled = Filled(csv_sheet(found), {it.student.id for it in found.results})
            path = _place(out, folders, f"{found.assignment.id}.csv", len(classes))
        else:
            filled = fill_worksheet(read_sheet(into), found) if into else gradebook_sheet(found)
            path = _place(out, folders, f"{found.assignment.id}-moodle.csv", len(classes))
        yield _written(filled, path, [found], into)


def _written(filled: Filled, path: Path, classes: list[ClassResults], into: Path | None) -> Exported:
    """Write a sheet; with its notes come who waits for a person, and who has no place in it."""
    write_sheet(filled.sheet, path)
    notes = list(filled.notes)
    for found in classes:
        waiting = sum(None in it.points.values() for it in found.submitted)
        if waiting:
            verb = "waits" if waiting == 1 else "wait"
            notes.append(
                f"{found.assignment.id}: {waiting} {verb} for a person, with a question that is not graded yet."
            )
        again = [it.student.id for it in found.submitted if it.again]
        if again:
            said = "changed since a person gave points, which count until somebody looks again"
            notes.append(f"{found.assignment.id}: {said}: {listed(again, 50)}.")
        strangers = [it.student.id for it in found.submitted if it.student.id not in filled.placed]
        if into and strangers:
            said = f"{found.assignment.id}: handed in, but not in {into.name}: {listed(strangers, 50)}."
            notes.append(f"{said} {TO_ENTER}")
    return Exported(path, notes)


def _place(out: Path | None, folders: Folders, name: str, count: int) -> Path:
    if out is None:
        return folders.course.root / "exports" / name
    if out.is_dir() or count > 1:
        if out.is_file():
            raise CourseError(f"{out} is a file, and there are {count} to write.", hint="Name a folder with --out.")
        return out / name
    return out
