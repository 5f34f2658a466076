"""A gradebook in, a report out: its numbers are those of the class, and it is one page that runs nothing."""

import csv
import html.parser
import json
from dataclasses import asdict
from html import escape
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest
from click.testing import CliRunner
from keras import layers
from nbgrader.utils import determine_grade

from autograder.cli.app import cli
from autograder.grading.concluding import check_outputs
from autograder.grading.graded import Graded, write_outputs
from autograder.grading.journal import Journal, Row
from autograder.grading.nbgrader_setup import Folders
from autograder.grading.outputs import told_in
from autograder.grading.session import released
from autograder.instructor.reports.item_statistics import item_statistics, totals
from autograder.instructor.results import ClassResults, class_results
from autograder.judging.reference import OfficialReference
from autograder.mistakes.assessment import verdicts_of
from autograder.probing.probe import collect_evidence
from autograder.reading.submission import read
from autograder.schema.assignment import Assignment
from autograder.schema.evidence import encode
from autograder.schema.job import JobResult
from support.courses import COURSE
from support.gradebooks import Entry, write_gradebook
from support.notebooks import cell_of

POINTS = {"identity_block": [12, 12, 8, 0, 12, 5, 12, 12, 0, 12], "resnet": [18, 9, 4, 0, 18, 0, 12, 9, 0, 18]}
WRITTEN = {"s0": 7.5, "s1": 10.0}
HOSTILE = "=cmd|'/c calc'!A1"
NAMES = {"s4": ("<script>alert(1)</script>", "Ng"), "s3": (HOSTILE, "")}
MISTAKE = "relu_before_addition"
MADE_IT = (2, 5)


def relu_before_addition(x, filters):
    y = layers.ReLU()(layers.BatchNormalization()(layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)))
    y = layers.ReLU()(layers.BatchNormalization()(layers.Conv2D(filters, 3, padding="same", use_bias=False)(y)))
    return layers.Add()([x, y])


@pytest.fixture(scope="module")
def notebook(residual: Assignment, official: OfficialReference, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The notebook of a student with this mistake, as grading writes it."""
    question = residual.question("identity_block")
    evidence = encode(collect_evidence(relu_before_addition, question, official.value_seed))
    release = released(residual)
    path = tmp_path_factory.mktemp("submission") / "residual.ipynb"
    nbformat.write(release, path)
    submission = read(path, residual, release)
    verdicts = verdicts_of(residual, official, JobResult("finished", evidence={question.name: evidence}))
    checks = {name: check_outputs(verdict) for name, verdict in verdicts.items()}
    return write_outputs(Graded(submission, verdicts, checks, seconds=1.0))


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory, residual: Assignment, notebook: Any) -> Path:
    """A class of ten that handed in and two that did not, as nbgrader and `grade` leave it."""
    folder = tmp_path_factory.mktemp("class")
    most = {question.name: question.points for question in residual.questions}
    students = []
    for number in range(12):
        name = f"s{number}"
        points = None
        if number < 10:
            points = {question: POINTS.get(question, [0] * 10)[number] for question in most}
            points["explain_degradation"] = WRITTEN.get(name)
        students.append(Entry(name, points, *NAMES.get(name, ()), late_h=6 if name == "s4" else 0))
    write_gradebook(folder / "gradebook.db", most | {"explain_degradation": 10}, "explain_degradation", students)
    journal = Journal(folder / ".autograder" / "graded" / "residual.jsonl")
    for number in range(10):
        wrong = [MISTAKE] if number in MADE_IT else []
        questions = {"identity_block": {"status": "failed", "points": 0, "mistakes": wrong}}
        notes = ["The notebook is cut off."] if number == 3 else []
        journal.add("key", Row(f"s{number}", "residual", 0, number == 3, notes, questions, "bubblewrap", 2.0 + number))
    path = folder / "autograded" / "s5" / "residual" / "residual.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(notebook, path)
    return folder


@pytest.fixture(scope="module")
def results(graded: Path, residual: Assignment) -> ClassResults:
    return class_results(residual, Folders.under(graded, COURSE))


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


def test_what_a_student_was_told_is_noted_beside_the_verdict(notebook: Any) -> None:
    told = told_in(notebook, "identity_block")
    assert told is not None and told.mistakes == (MISTAKE,)
    assert "before the addition" in told.sentence and "look here" in told.outline
    assert told_in(notebook, "projection_block") is None, "it was not answered"
    check = cell_of(notebook, "check_identity_block")
    html = "".join(output.data.get("text/html", "") for output in check.outputs)
    assert escape(told.sentence) in html and html.count(told.picture) == 1
    assert told.picture not in json.dumps(check.metadata), "a picture may be large, and is there already"
    assert determine_grade(check) == (8.0, 12.0)


def test_page_stands_alone_and_says_it_all(graded: Path, notebook: Any) -> None:
    done = CliRunner().invoke(cli, ["report", "residual", "--under", str(graded)])
    assert done.exit_code == 0, done.output
    page = Page((graded / "reports" / "residual.html").read_text(encoding="utf-8"))
    assert "script" not in page.tags and "link" not in page.tags
    assert all(link.startswith(("data:image/svg+xml", "#")) for link in page.links)
    words = " ".join(page.text.split())
    told = told_in(notebook, "identity_block")
    assert told is not None and told.picture in page.links
    for said in (
        "10 of 12",
        f"2 × {MISTAKE} {told.sentence}",
        "<script>alert(1)</script> Ng: 6.0 hours",
        f"{HOSTILE}The notebook is cut off.",
        "s10, s11",
        "10 submissions ran for 6.5 s each",
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
    assert done.exit_code == 2 and "no gradebook" in done.output and "autograder grade" in done.output


def test_rows_keep_what_older_journals_lack(tmp_path: Path) -> None:
    row = asdict(Row("ada", "residual", 3.0))
    del row["seconds"]
    path = tmp_path / "residual.jsonl"
    path.write_text(json.dumps({"key": "k", "row": row}) + "\n")
    assert Journal(path).rows()["ada"].seconds == 0.0
