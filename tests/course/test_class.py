"""A class is graded through nbgrader: by `autograder grade`, by nbgrader's own commands, and with the same result."""

import csv
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder.errors import CourseError
from autograder.grading.collect import note_time
from autograder.grading.gradebook import enter_assignment
from autograder.grading.outputs import told_in
from autograder.instructor.authoring.demo import answer_notebook
from autograder.instructor.authoring.release import write_notebook
from autograder.instructor.authoring.sample_answers import sample_answer
from autograder.schema.cells import grade_id
from support.commands import AUTOGRADER, NBGRADER
from support.courses import COURSE, ROOT, copy_course, submitted
from support.gradebooks import scores

STUDENTS = {
    "right": ["identity_block/right/add_layer", "resnet/right/dictionary"],
    "wrong": ["identity_block/right/add_layer", "identity_block/wrong/relu_before_addition"],
    "script": ["identity_block/right/add_layer", "identity_block/wrong/no_shortcut"],
}
COLLECTED = datetime(2026, 11, 1, 12, tzinfo=UTC)
POINTS = {"right": 58, "wrong": 36, "script": 36, "cut-off": 0, "no-notebook": 0}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory, residual) -> Path:
    """A course of its own with five students' submissions."""
    root = copy_course(tmp_path_factory.mktemp("course"))
    for student, names in STUDENTS.items():
        target = hand_in(root, student)
        answers = [sample_answer(COURSE.answers, f"residual/{name}") for name in names]
        write_notebook(answer_notebook(residual, answers), target)
    noisy = nbformat.read(hand_in(root, "script"), as_version=4)
    noisy.cells.insert(1, nbformat.v4.new_code_cell("import sys, warnings\nprint('<script>alert(1)</script>')"))
    noisy.cells.insert(2, nbformat.v4.new_code_cell("warnings.warn('careful'); print('!', file=sys.stderr)"))
    noisy.cells.insert(3, nbformat.v4.new_markdown_cell("so **bold** <img src=x onerror=alert(2)>"))
    write_notebook(noisy, hand_in(root, "script"))
    hand_in(root, "cut-off").write_text(hand_in(root, "right").read_text()[:2000])
    hand_in(root, "no-notebook").with_name("notes.txt").write_text("sorry")
    for student in ("right", "wrong"):
        hand_in(root, student).with_name("secret.txt").symlink_to("/etc/hostname")
    hand_in(root, "right").with_name("timestamp.txt").write_text("1999-12-31 23:59:59 UTC")
    note_time(root, "residual", "wrong", COLLECTED)
    return root


def hand_in(root: Path, student: str) -> Path:
    return submitted(root, student, "residual")


@pytest.fixture(scope="module")
def process(course: Path) -> Callable[..., subprocess.CompletedProcess]:
    def run(command: Sequence[str], *words: str, path: str = os.environ["PATH"]) -> subprocess.CompletedProcess:
        env = os.environ | {"PATH": os.pathsep.join([str(Path(sys.executable).parent), path])}
        return subprocess.run([*command, *words], cwd=course, env=env, capture_output=True, text=True)

    return run


@pytest.fixture(scope="module")
def graded(course: Path, process) -> dict[str, Any]:
    done = process(AUTOGRADER, "grade", "residual", "--json")
    assert done.returncode == 0, done.stderr
    return {line["student"]: line for line in map(json.loads, done.stdout.splitlines())}


def gradebook_of(course: Path) -> str:
    return f"sqlite:///{course / 'gradebook.db'}"


def test_every_student_gets_the_points_they_earned(graded, course: Path) -> None:
    assert {student: line["points"] for student, line in graded.items()} == POINTS
    assert scores(gradebook_of(course), "residual") == POINTS


def test_what_could_not_be_read_is_told_and_marked_for_review(graded, course: Path) -> None:
    assert "cut off" in graded["cut-off"]["notes"][0]
    assert "There is no residual.ipynb" in graded["no-notebook"]["notes"][0]
    assert {student for student, line in graded.items() if line["review"]} == {"cut-off", "no-notebook"}
    with Gradebook(gradebook_of(course)) as gradebook:
        grade = gradebook.find_grade("check_resnet", "residual", "residual", "cut-off")
        assert grade.needs_manual_grade
        assert not gradebook.find_grade("check_resnet", "residual", "residual", "right").needs_manual_grade


def test_feedback_shows_the_verdict_and_no_hidden_value(graded, course: Path) -> None:
    pages = {student: (course / "feedback" / student / "residual" / "residual.html").read_text() for student in POINTS}
    assert "With the same weights it computes the same outputs" in pages["wrong"]
    assert "There is no residual.ipynb in the submission" in pages["no-notebook"]
    assert "&lt;script&gt;alert(1)" in pages["script"] and "<script>alert(1)" not in pages["script"]
    assert "so <strong>bold</strong>" in pages["script"] and "onerror" not in pages["script"]
    hidden = [case.about for question in _declared(course) for case in question.cases if not case.public]
    assert hidden and not any(about in page for about in hidden for page in (pages["right"], pages["wrong"]))


def test_report_shows_what_a_student_was_told(graded, course: Path, command, monkeypatch) -> None:
    told = told_in(graded_notebook(course, "wrong"), "identity_block")
    assert told is not None and list(told.mistakes) == graded["wrong"]["questions"]["identity_block"]["mistakes"]
    monkeypatch.chdir(course)
    assert command("report", "residual").exit_code == 0
    report = (course / "reports" / "residual.html").read_text(encoding="utf-8")
    feedback = (course / "feedback" / "wrong" / "residual" / "residual.html").read_text(encoding="utf-8")
    assert all(escape(told.sentence) in page and told.picture in page for page in (report, feedback))


def graded_notebook(course: Path, student: str) -> nbformat.NotebookNode:
    return nbformat.read(course / "autograded" / student / "residual" / "residual.ipynb", as_version=4)


def test_formgrader_runs_nothing_of_a_students(graded, course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its pages are made as its handler makes them, with the course's settings."""
    from nbconvert.exporters import HTMLExporter
    from nbgrader.server_extensions.formgrader import handlers
    from traitlets.config.loader import PyFileConfigLoader

    config = PyFileConfigLoader("nbgrader_config.py", path=str(course)).load_config()
    config.HTMLExporter.template_name = "formgrade"
    config.HTMLExporter.extra_template_basedirs = [handlers.template_path]
    place = {"assignment_id": "residual", "notebook_id": "residual", "student": "script", "base_url": "", "index": 0}
    resources = place | {"submission_id": "1", "total": 1, "last_name": None, "first_name": None, "notebook_path": ""}
    path = course / "autograded" / "script" / "residual" / "residual.ipynb"
    page, _ = HTMLExporter(config=config).from_filename(str(path), resources=resources)
    assert "so <strong>bold</strong>" in page and "&lt;script&gt;alert(1)" in page
    assert "onerror" not in page and "<script>alert(1)" not in page


def _declared(course: Path):
    from autograder.schema.assignment import read_assignment

    return read_assignment(course / "solutions" / "residual" / "assignment.toml").questions


def test_time_of_a_submission_is_the_collectors_not_the_students(graded, course: Path) -> None:
    with Gradebook(gradebook_of(course)) as gradebook:
        times = {it.student.id: it.timestamp for it in gradebook.assignment_submissions("residual")}
    assert times["right"] is None  # its folder holds a timestamp.txt
    assert times["wrong"] == COLLECTED.replace(tzinfo=None)


def test_what_is_finished_is_not_graded_again_unless_it_changed(graded, course: Path, command, monkeypatch) -> None:
    monkeypatch.chdir(course)
    journal = course / ".autograder" / "graded" / "residual.jsonl"
    before = journal.read_text()
    path = hand_in(course, "cut-off")
    kept = path.read_text()
    path.write_text(hand_in(course, "right").read_text()[:1000])
    again = [json.loads(line) for line in command("grade", "residual", "--json").stdout.splitlines()]
    path.write_text(kept)
    assert sorted(again, key=str) == sorted(graded.values(), key=str)
    added = [json.loads(line)["row"]["student"] for line in journal.read_text().removeprefix(before).splitlines()]
    assert added == ["cut-off"]
    command("grade", "residual", "--student", "no-notebook", "--regrade")
    assert len(journal.read_text().splitlines()) == len(POINTS) + 2


def test_nothing_a_student_added_is_copied(graded, course: Path) -> None:
    files = {path.name for path in (course / "autograded" / "right" / "residual").iterdir()}
    assert files == {"residual.ipynb", "figures"}


@pytest.mark.slow
def test_nbgraders_own_commands_give_the_same_grades(graded, course: Path, process) -> None:
    with Gradebook(gradebook_of(course)) as gradebook:
        written = gradebook.find_grade("explain_degradation", "residual", "residual", "wrong")
        written.manual_score, written.needs_manual_grade = 6.5, False
        gradebook.db.commit()
    before = scores(gradebook_of(course), "residual")
    assert before == POINTS | {"wrong": 42.5}
    told = told_in(graded_notebook(course, "wrong"), "identity_block")
    done = process(NBGRADER, "autograde", "residual", "--student", "wrong", "--force")
    assert done.returncode == 0, done.stderr
    assert scores(gradebook_of(course), "residual") == before
    with Gradebook(gradebook_of(course)) as gradebook:
        written = gradebook.find_grade("explain_degradation", "residual", "residual", "wrong")
        assert not written.needs_manual_grade, "the answer is the same: nobody has to look again"
        written.manual_score = None  # other tests have nobody graded by hand
        gradebook.db.commit()
    assert told and told_in(graded_notebook(course, "wrong"), "identity_block") == told
    assert not (course / "autograded" / "wrong" / "residual" / "secret.txt").exists()
    assert process(NBGRADER, "generate_feedback", "residual", "--force").returncode == 0
    assert process(NBGRADER, "export").returncode == 0
    with (course / "grades.csv").open() as file:
        exported = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    assert exported == {student: float(points) for student, points in POINTS.items()}


@pytest.mark.slow
def test_nbgraders_own_command_gives_no_points_without_a_sandbox(graded, course: Path, process, tmp_path: Path) -> None:
    shutil.copy(hand_in(course, "right"), hand_in(course, "late"))
    done = process(NBGRADER, "autograde", "residual", "--student", "late", path=str(tmp_path))
    shutil.rmtree(course / "submitted" / "late")
    assert done.returncode != 0 and "bwrap is not installed" in done.stderr
    with Gradebook(gradebook_of(course)) as gradebook:
        late = [it for it in gradebook.assignment_submissions("residual") if it.student.id == "late"]
        assert sum(it.score for it in late) == 0
        gradebook.remove_student("late")


def test_notebook_under_plain_nbgrader_earns_partial_credit(course: Path, residual) -> None:
    """Without our configuration nbgrader runs `check` in a kernel and reads its text as the points."""
    from nbgrader.preprocessors import Execute
    from nbgrader.utils import determine_grade

    notebook = nbformat.read(hand_in(course, "wrong"), as_version=4)
    keep = ("identity_block", "check_identity_block")
    cells = [
        cell
        for cell in notebook.cells
        if cell.cell_type == "code" and (grade_id(cell) in keep or "import check" in cell.source)
    ]
    notebook.cells = [*cells[:1], nbformat.v4.new_code_cell("from keras import layers"), *cells[1:]]
    executed, _ = Execute(timeout=120).preprocess(notebook, {"metadata": {"path": str(ROOT)}})
    assert determine_grade(executed.cells[-1]) == (8.0, 12.0)
    assert "<table" in executed.cells[-1].outputs[-1]["data"]["text/html"]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:Object of type:sqlalchemy.exc.SAWarning")  # nbgrader adds a submission so
def test_gradebook_follows_the_release(tmp_path: Path) -> None:
    """Points that changed after the first grade count; other questions than were handed in are told."""
    url = f"sqlite:///{tmp_path / 'gradebook.db'}"
    enter_assignment(COURSE.assignment("one_by_one"), url)
    name = "check_shrink_channels"
    with Gradebook(url) as gradebook:
        gradebook.add_student("ada")
        gradebook.add_submission("one_by_one", "ada")
        cell = gradebook.find_grade_cell(name, "one_by_one", "one_by_one")
        worth, cell.max_score = cell.max_score, 99
        gradebook.db.commit()
    enter_assignment(COURSE.assignment("one_by_one"), url)
    with Gradebook(url) as gradebook:
        cell = gradebook.find_grade_cell(name, "one_by_one", "one_by_one")
        assert cell.max_score == worth != 99
        cell.name = "check_another"
        gradebook.db.commit()
    with pytest.raises(CourseError, match=r"other questions of one_by_one.*Put the gradebook elsewhere"):
        enter_assignment(COURSE.assignment("one_by_one"), url)
