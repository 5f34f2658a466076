"""Fills grades and feedback into Moodle's grading worksheet, or writes a gradebook CSV where there is none.

The rules are those of Moodle's own importer (https://github.com/moodle/moodle, mod/assign/feedback/offline:
importgradeslib.php, locallib.php): a row is found by “Identifier”; “Last modified (grade)” says whether someone has
graded since, so it stays; a grade above the maximum is skipped; feedback is HTML, and an empty one deletes what was
there. The gradebook CSV is for https://docs.moodle.org/en/Grade_import, mapped by e-mail address.
"""

from html import escape

from autograder.errors import CourseError
from autograder.instructor.exports.roster import TO_ENTER, Roster
from autograder.instructor.results import ClassResults, Result
from autograder.instructor.spreadsheet import Filled, Sheet, as_number, guarded, listed, number
from autograder.text import file_name

NEEDED = ("Identifier", "Grade", "Last modified (grade)")
FEEDBACK = "Feedback comments"


def fill_worksheet(worksheet: Sheet, found: ClassResults) -> Filled:
    """Put points and feedback into the worksheet that was downloaded; everything else stays.

    Rows that Moodle says can't be changed, and those of students who handed in nothing, stay as they are. So does
    feedback that a person has written.

    Raises:
        CourseError: This is not a worksheet in English.
    """
    missing = [name for name in NEEDED if worksheet.column(name) < 0]
    if missing:
        raise CourseError(
            f"This is not a grading worksheet of Moodle: it has no column {missing[0]}.",
            hint="In the assignment, choose “Download grading worksheet”, with Moodle in English.",
        )
    done = Filled(worksheet)
    roster, full_names = (
        Roster(found.results),
        [_cell(worksheet, row, "Full name").casefold() for row in worksheet.rows],
    )
    locked, kept, above = [], [], []
    for row in worksheet.rows:
        name = _cell(worksheet, row, "Full name")
        single = full_names.count(name.casefold()) == 1
        result = roster.find(
            ("email", _cell(worksheet, row, "Email address")),
            ("id", _cell(worksheet, row, "ID number")),
            ("lms_user_id", _cell(worksheet, row, "ID number")),
            ("id", _cell(worksheet, row, "Username")),
            *(("id", folder) for folder in _folders_of(worksheet, row)),
            ("name", name if single else ""),
            ("id", file_name(name) if single else ""),
        )
        if name != guarded(name):
            _set(worksheet, row, "Full name", guarded(name))
        if result is None:
            continue
        student = result.student.id
        if student in done.placed:
            raise CourseError(
                f"Two rows of the worksheet are {student}.", hint="Give the student's e-mail in nbgrader."
            )
        done.placed.add(student)
        if not result.submitted:
            continue
        if _cell(worksheet, row, "Grade can be changed").casefold() == "no":
            locked.append(student)
            continue
        most = as_number(_cell(worksheet, row, "Maximum Grade"))
        if most is not None and result.total > most:
            above.append(student)
        _set(worksheet, row, "Grade", number(result.total))
        old = _cell(worksheet, row, FEEDBACK)
        if old and not old.startswith(_opening(found)):
            kept.append(student)
        else:
            _set(worksheet, row, FEEDBACK, guarded(feedback(found, result)))
    if locked:
        done.notes.append(f"Can't be changed in Moodle, left alone: {listed(locked)}.")
    if kept:
        done.notes.append(f"Have a person's feedback already, which stays: {listed(kept)}.")
    if above:
        done.notes.append(f"Above Moodle's maximum grade, which Moodle will skip: {listed(above)}.")
    maximum = {as_number(_cell(worksheet, row, "Maximum Grade")) for row in worksheet.rows} - {None}
    if maximum and maximum != {found.most_points}:
        most = ", ".join(number(it) for it in sorted(it for it in maximum if it is not None))
        done.notes.append(
            f"The maximum grade is {most} in Moodle; {found.assignment.id} has {number(found.most_points)} points. "
            "Points are written as earned."
        )
    return done


def gradebook_sheet(found: ClassResults) -> Filled:
    """A CSV for Moodle's grade import: e-mail address and points of those who handed in.

    Students without an address have no row; a note lists them.
    """
    rows = [[it.student.email, number(it.total)] for it in found.submitted if it.student.email]
    without = [it.student.id for it in found.submitted if not it.student.email]
    notes = [f"Without an e-mail address in the gradebook, left out: {listed(without)}. {TO_ENTER}"] if without else []
    header = ["email", guarded(found.assignment.title)]
    return Filled(Sheet(header, rows), {it.student.id for it in found.results}, notes)


def feedback(found: ClassResults, result: Result) -> str:
    """The feedback of a student, as the HTML that Moodle shows: points by question, lateness, what was noted."""
    lines = [f"{_opening(found)}{number(result.total)} of {number(found.most_points)} points."]
    for name, points in result.points.items():
        earned = "not graded yet" if points is None else f"{number(points)} of {number(found.most[name])}"
        earned += " so far" if name in result.again else ""
        lines.append(f"{escape(name, quote=False)}: {earned}")
    if result.penalty:
        lines.append(f"For being late: −{number(result.penalty)}")
    lines += [escape(note, quote=False) for note in (result.row.notes if result.row else ())]
    return "<br>".join(lines)


def _opening(found: ClassResults) -> str:
    """How feedback of ours begins, so that the next export knows it from a person's."""
    return f"{escape(found.assignment.title, quote=False)}: "


def _cell(sheet: Sheet, row: list[str], name: str) -> str:
    index = sheet.column(name)
    return row[index].strip() if index >= 0 else ""


def _folders_of(sheet: Sheet, row: list[str]) -> list[str]:
    """How `collect` may have named the folder of a row's student, if not by their name, ID number or username."""
    identifier = _cell(sheet, row, "Identifier")  # Participant 1234567
    who, _, participant = identifier.rpartition(" ")
    numbered = f"{file_name(_cell(sheet, row, 'Full name') or who)}-{participant}"
    return [file_name(it) for it in (_cell(sheet, row, "Email address"), numbered, identifier) if it]


def _set(sheet: Sheet, row: list[str], name: str, text: str) -> None:
    index = sheet.column(name)
    if index >= 0:
        row[index] = text
