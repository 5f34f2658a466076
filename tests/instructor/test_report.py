"""A gradebook in, a report out: its numbers are those of the class, and it is one page that runs nothing."""

import csv
import html.parser
import json
import warnings
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from nbgrader.api import Gradebook

from autograder.assignment import Assignment, declared_assignment
from autograder.cli import cli
from autograder.course import Folders, guard_nbgrader
from autograder.item_statistics import item_statistics, totals
from autograder.journal import Journal, Row
from autograder.results import ClassResults, class_results

POINTS = {"identity_block": [12, 12, 8, 0, 12, 5, 12, 12, 0, 12], "resnet": [18, 9, 4, 0, 18, 0, 12, 9, 0, 18]}
WRITTEN = {"s0": 7.5, "s1": 10.0}
HOSTILE = "=cmd|'/c calc'!A1"
NAMES = {"s4": ("<script>alert(1)</script>", "Ng"), "s3": (HOSTILE, "")}
TOLD = (
    '<div><p><strong>What went wrong:</strong> ReLU &lt;before&gt; the addition.</p><img alt="1 Input" '
    'src="data:image/svg+xml;base64,PHN2Zy8+"></div>'
)


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class of ten that handed in and two that did not, as nbgrader and `grade` leave it."""
    folder = tmp_path_factory.mktemp("class")
    guard_nbgrader()  # puts nbgrader's alembic on PATH
    assignment = declared_assignment("residual")
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as book:
        book.add_assignment("residual", duedate="2026-01-01 12:00:00 UTC")
        book.add_notebook("residual", "residual")
        most = {question.name: question.points for question in assignment.questions}
        for name, points in most.items():
            book.add_grade_cell(f"check_{name}", "residual", "residual", max_score=points, cell_type="code")
        book.add_grade_cell("explain_degradation", "residual", "residual", max_score=10, cell_type="markdown")
        for number in range(12):
            first, last = NAMES.get(f"s{number}", (None, None))
            book.add_student(f"s{number}", first_name=first, last_name=last)
        for number in range(10):
            late = "2026-01-01 18:00:00 UTC" if number == 4 else "2026-01-01 11:00:00 UTC"
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # nbgrader's own use of SQLAlchemy
                book.add_submission("residual", f"s{number}", timestamp=late)
            submission = book.find_submission("residual", f"s{number}")
            for grade in submission.notebooks[0].grades:
                name = grade.name.removeprefix("check_")
                if name == "explain_degradation":
                    grade.manual_score = WRITTEN.get(f"s{number}")
                    grade.needs_manual_grade = grade.manual_score is None
                else:
                    grade.auto_score = POINTS.get(name, [0] * 10)[number]
        book.db.commit()
    journal = Journal(folder / ".autograder" / "graded" / "residual.jsonl")
    for number in range(10):
        wrong = ["relu_before_addition"] if POINTS["identity_block"][number] == 8 or number == 5 else []
        questions = {"identity_block": {"status": "failed", "points": 0, "mistakes": wrong}}
        notes = ["The notebook is cut off."] if number == 3 else []
        journal.add("key", Row(f"s{number}", "residual", 0, number == 3, notes, questions, "bubblewrap", 2.0 + number))
    notebook = folder / "autograded" / "s5" / "residual" / "residual.ipynb"
    notebook.parent.mkdir(parents=True)
    output = {"output_type": "display_data", "data": {"text/html": TOLD}, "metadata": {}}
    meta = {"nbgrader": {"grade_id": "check_identity_block"}}
    cell = {"cell_type": "code", "source": "", "metadata": meta, "outputs": [output], "execution_count": 1, "id": "a"}
    notebook.write_text(json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    return folder


@pytest.fixture(scope="module")
def results(graded: Path) -> ClassResults:
    return class_results(declared_assignment("residual"), Folders.under(graded))


def test_results_are_the_gradebooks_with_manual_grades(results: ClassResults, residual: Assignment) -> None:
    assert [result.student.id for result in results.results][:3] == ["s0", "s1", "s10"]
    by_name = {result.student.id: result for result in results.results}
    assert list(results.most) == [*(question.name for question in residual.questions), "explain_degradation"]
    assert results.most_points == 100 and len(results.submitted) == 10
    assert by_name["s0"].total == 12 + 18 + 7.5 and by_name["s0"].to_grade == []
    assert by_name["s2"].total == 12 and by_name["s2"].to_grade == ["explain_degradation"]
    assert by_name["s4"].late_s == 6 * 3600 and by_name["s1"].late_s == 0
    assert not by_name["s10"].submitted and by_name["s10"].total == 0


def test_statistics_are_what_numpy_says(results: ClassResults) -> None:
    spread = totals(results)
    total = np.array([result.total for result in results.submitted])
    assert (spread.mean, spread.median) == (pytest.approx(total.mean()), pytest.approx(np.median(total)))
    assert spread.deviation == pytest.approx(np.std(total, ddof=1))
    items = {item.name: item for item in item_statistics(results)}
    identity, resnet = items["identity_block"], items["resnet"]
    assert identity.mean == 8.5 and identity.full == 0.6 and identity.some == 0.8 and identity.difficulty == 8.5 / 12
    rest = total - np.array(POINTS["resnet"])
    assert resnet.corrected == pytest.approx(np.corrcoef(POINTS["resnet"], rest)[0, 1])
    assert resnet.discrimination is not None and resnet.discrimination > resnet.corrected
    assert identity.fifths[0] == 0 and identity.fifths[-1] == 1
    assert identity.mistakes == (("relu_before_addition", 2),)
    assert items["small_resnet"].discrimination is None, "nobody has points: no correlation"
    assert items["explain_degradation"].graded == 2


class Page(html.parser.HTMLParser):
    """What a page holds: its tags, where it points to, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("src", "href", "xlink:href")]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_page_stands_alone_and_says_it_all(graded: Path) -> None:
    done = CliRunner().invoke(cli, ["report", "residual", "--under", str(graded)])
    assert done.exit_code == 0, done.output
    page = Page((graded / "reports" / "residual.html").read_text(encoding="utf-8"))
    assert "script" not in page.tags and "link" not in page.tags
    assert all(link.startswith(("data:image/svg+xml", "#")) for link in page.links)
    words = " ".join(page.text.split())
    for said in (
        *(
            "10 of 12",
            "2 × relu_before_addition",
            "ReLU <before> the addition.",
            "<script>alert(1)</script> Ng: 6.0 hours",
        ),
        *(f"{HOSTILE}The notebook is cut off.", "s10, s11", "10 submissions ran for 6.5 s each"),
    ):
        assert said in words, said
    assert page.tags.count("svg") >= 2 + 7, "a histogram, a scatter, bars for each question with points"


def test_table_has_a_row_per_student_and_question(graded: Path) -> None:
    assert CliRunner().invoke(cli, ["report", "--under", str(graded)]).exit_code == 0
    with (graded / "reports" / "residual.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 12 * 8
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]
    written = {
        row["student"]: (row["points"], row["status"]) for row in rows if row["question"] == "explain_degradation"
    }
    assert written["s0"] == ("7.5", "graded by hand") and written["s2"] == ("", "to grade")
    assert written["s10"] == ("", "missing")


def test_without_a_gradebook_it_says_what_to_do(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["report", "--under", str(tmp_path)])
    assert done.exit_code == 2


def test_rows_keep_what_older_journals_lack(tmp_path: Path) -> None:
    row = asdict(Row("ada", "residual", 3.0))
    del row["seconds"]
    path = tmp_path / "residual.jsonl"
    path.write_text(json.dumps({"key": "k", "row": row}) + "\n")
    assert Journal(path).rows()["ada"].seconds == 0.0
