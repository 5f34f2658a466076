"""Writes results as a CSV file: a row per student and a column per question. Also as nbgrader's export plugin."""

from dataclasses import replace
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.plugins import ExportPlugin

from autograder.errors import CourseError
from autograder.grading.nbgrader_setup import Folders
from autograder.instructor.results import ClassResults, Result, class_results
from autograder.instructor.spreadsheet import Sheet, guarded, number, write_sheet
from autograder.schema.course import Course


def csv_sheet(results: ClassResults) -> Sheet:
    """One row per student of the gradebook.

    Columns: student, last_name, first_name, email, one per question, penalty, total, most, late_s (seconds after the
    due date) and status. A question that waits for a person is empty; so are all cells of who handed in nothing.
    """
    names = list(results.most)
    header = ["student", "last_name", "first_name", "email", *names, "penalty", "total", "most", "late_s", "status"]
    return Sheet(header, [_row(result, names, results.most_points) for result in results.results], bom=True)


def status_of(result: Result) -> str:
    """One of "not submitted", "to grade" (a written question waits), "review" (look at it) and "graded"."""
    if not result.submitted:
        return "not submitted"
    if result.to_grade:
        return "to grade"
    return "review" if result.row and result.row.review else "graded"


def _row(result: Result, names: list[str], most: float) -> list[str]:
    student = result.student
    who = [student.id, guarded(student.last_name), guarded(student.first_name), student.email]
    if not result.submitted:
        return [*who, *[""] * (len(names) + 2), number(most), "", status_of(result)]
    points = [result.points.get(name) for name in names]
    cells = ["" if it is None else number(it) for it in points]
    end = [number(result.penalty), number(result.total), number(most), number(result.late_s), status_of(result)]
    return [*who, *cells, *end]


class CsvExport(ExportPlugin):
    """The same for nbgrader's own command.

    nbgrader export --exporter=autograder.instructor.exports.csv_file.CsvExport --assignment='["residual"]'
    """

    def export(self, gradebook: Gradebook) -> None:
        """Write one assignment to the file that `--to` names, or to grades.csv.

        Raises:
            CourseError: Not exactly one assignment is named.
        """
        if len(self.assignment) != 1:
            raise CourseError("Name one assignment.", hint="""For example --assignment='["residual"]'.""")
        course = Course.here()
        url = gradebook.engine.url
        root = Path(str(url.database)).parent if url.get_backend_name() == "sqlite" else course.root
        folders = replace(Folders.under(root, course), gradebook=url.render_as_string(hide_password=False))
        found = class_results(course.assignment(self.assignment[0]), folders)
        if self.student:
            found = ClassResults(
                found.assignment, found.most, [it for it in found.results if it.student.id in self.student]
            )
        write_sheet(csv_sheet(found), Path(self.to or "grades.csv"))
