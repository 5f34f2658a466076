"""Fills points into the gradebook that was downloaded from Canvas, a CSV file to upload there again.

The rules are those of Canvas' importer and exporter (https://github.com/instructure/canvas-lms,
lib/gradebook_importer.rb and lib/gradebook_exporter.rb): columns up to “Section” say who a student is, by position; an
assignment's column is called “Name (number)”, and one that Canvas does not know becomes a new assignment; the row
“Points Possible” sets the points of the assignment; an empty cell deletes a score that is there.
"""

import re

from autograder.errors import CourseError
from autograder.instructor.collecting.layouts import canvas_name
from autograder.instructor.exports.roster import Roster
from autograder.instructor.results import ClassResults
from autograder.instructor.spreadsheet import Filled, Sheet, as_number, guarded, number
from autograder.schema.assignment import Assignment

WHO = (
    "student",
    "lastname",
    "firstname",
    "id",
    "sis user id",
    "sis login id",
    "integration id",
    "root account",
    "section",
)
NUMBERED = re.compile(r"\s*\(\d+\)\s*$")
EXCUSED = "EX"


def fill_canvas(downloaded: Sheet, classes: list[ClassResults], column: str | None = None) -> Filled:
    """Put the points of assignments into the gradebook that was downloaded.

    Points are written as they were earned, with a decimal point. Cells of students who handed in nothing, and of those
    whom Canvas has as excused, stay as they are.

    Args:
        downloaded: Canvas' export.
        classes: The results of one assignment each.
        column: The column's name, if it is not the assignment's title or id. Only with one assignment.

    Raises:
        CourseError: The file is not Canvas', or has no column for an assignment.
    """
    names = [name.strip().casefold() for name in downloaded.header]
    if "id" not in names or "section" not in names or not {"student", "lastname"} & set(names):
        raise CourseError(
            "This is not a gradebook of Canvas: it has no columns Student, ID and Section.",
            hint="Download it in Canvas: Grades, Export.",
        )
    keep = [index for index, name in enumerate(names) if name in WHO]
    targets = [_column(downloaded, it.assignment, column) for it in classes]
    done = Filled(downloaded)
    for found, target in zip(classes, targets, strict=True):
        _fill(done, found, target)
    for row in downloaded.rows:
        if row[downloaded.column("id")]:  # by which Canvas finds the student, whatever the name
            for name in ("student", "lastname", "firstname"):
                index = downloaded.column(name)
                row[index] = guarded(row[index]) if index >= 0 else row[index]
    done.sheet = downloaded.only([*keep, *targets])
    return done


def _fill(done: Filled, found: ClassResults, target: int) -> None:
    sheet, roster, seen = done.sheet, Roster(found.results), set()
    in_files = [canvas_name(_sortable(sheet, row)) for row in sheet.rows]
    for row, in_file in zip(sheet.rows, in_files, strict=True):
        if "Points Possible" in row[0]:
            possible = as_number(row[target])
            if possible is not None and possible != found.most_points:
                done.notes.append(
                    f"“{sheet.header[target]}” has {number(possible)} points in Canvas; {found.assignment.id} has "
                    f"{number(found.most_points)}. Points are written as earned."
                )
            continue
        cells = {name: row[sheet.column(name)] if sheet.column(name) >= 0 else "" for name in WHO}
        result = roster.find(
            ("lms_user_id", cells["id"]),
            ("lms_user_id", cells["sis user id"]),
            ("id", cells["sis user id"]),
            ("id", cells["sis login id"]),
            ("email", cells["sis login id"]),
            ("id", cells["id"]),
            ("id", f"{in_file}-{cells['id']}"),  # as `collect` names folders without a roster
            ("id", in_file if in_files.count(in_file) == 1 else ""),
        )
        if result is None:
            continue
        student = result.student.id
        if student in seen:
            raise CourseError(f"Two rows of the gradebook are {student}.", hint="Give the student's ID in nbgrader.")
        seen.add(student)
        if row[target].strip().upper() == EXCUSED and result.submitted:
            done.notes.append(f"{student} is excused in Canvas and stays so.")
        elif result.submitted:
            row[target] = number(result.total)
    done.placed |= seen


def _sortable(sheet: Sheet, row: list[str]) -> str:
    """The name of a row's student, the last name first."""
    return "".join(row[at] for it in ("student", "lastname", "firstname") if (at := sheet.column(it)) >= 0)


def _column(sheet: Sheet, assignment: Assignment, asked: str | None) -> int:
    """Where an assignment's points go."""
    names = [NUMBERED.sub("", name).strip().casefold() for name in sheet.header]
    wanted = {asked.strip().casefold()} if asked else {assignment.title.casefold(), assignment.id.casefold()}
    exact = [index for index, name in enumerate(sheet.header) if name.strip().casefold() in wanted]
    hits = exact or [index for index, name in enumerate(names) if name in wanted]
    hits = [index for index in hits if names[index] not in WHO]
    if len(hits) == 1:
        return hits[0]
    known = [name for name in sheet.header if NUMBERED.search(name)]
    if len(hits) > 1:
        raise CourseError(
            f"Several columns are called so: {', '.join(sheet.header[index] for index in hits)}.",
            hint='Name one with its number: --column "Name (123)".',
        )
    what = f"called {asked}" if asked else f"for {assignment.id} (“{assignment.title}”)"
    there = f"Its columns: {', '.join(known)}." if known else "It has no assignments."
    raise CourseError(
        f"The gradebook has no column {what}.",
        hint=f'{there} Name one (--column "Name (123)"), or make the assignment in Canvas and export again.',
    )
