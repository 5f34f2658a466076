"""Grades go into files that other systems take, and what the files do not say is said beside them."""

import csv
import json
import shutil
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import ROOT
from nbgrader.api import Gradebook

import autograder.assignment
from autograder.assignment import Assignment
from autograder.cli import cli
from autograder.course import guard_nbgrader
from autograder.demo import answer_notebook
from autograder.export_classroom50 import result_of
from autograder.export_gradescope import results_of
from autograder.journal import Journal, Row
from autograder.release import write_notebook
from autograder.sample_answers import sample_answer
from autograder.spreadsheet import guarded, number

QUESTIONS = ("identity_block", "resnet")
TITLE = "Identity and projection blocks, and the ResNets made of them"
STUDENTS = {  # first name, last name, email, the LMS's id; points of the questions and of the written one
    "ada": ("Ada", "Lovelace", "ada@uni.edu", "101", (12, 17.5, 9)),
    "bob": ("Bob", "=HYPERLINK(1)", "Bob@Uni.edu", None, (8, 0, None)),
    "cyd": ("Cyd", "Müller, Dr.", None, "103", (12, 18, 10)),
    "dan": ("Dan", "Doe", "dan@uni.edu", "104", None),
    "eve": ("Eve", "Doe", "eve@uni.edu", "105", (0, 0, 0)),
    "zoe": ("Zoe", "Last", "zoe@uni.edu", "109", (1, 1, 1)),
}
CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,Notes,Warm-up (7),{title} (12345),Current Score
,,,,,,Manual Posting,,
    Points Possible,,,,,,10,100.00,(read only)
"Lovelace, Ada",101,s1,ada.l,A,good,9,,90
"=HYPERLINK(1), Bob",2002,bob,b.b,A,,,,
"Müller, Cyd",3003,103,c.m,"A, B",,,12,
"Doe, Dan",104,,d.d,A,,,55,
"Doe, Eve",3005,,EVE@uni.edu,A,,,EX,
"Student, Test",999,,0a1b2c,A,,,,
"""
MOODLE = """\
\ufeffIdentifier,"Full name","Email address",Status,Grade,"Maximum Grade","Grade can be changed",\
"Last modified (submission)","Last modified (grade)","Feedback comments"
"Participant 11","Ada Lovelace",ADA@uni.edu,"Submitted for grading",,40.00,Yes,"Monday, 2 March 2026, 10:00 AM",-,
"Participant 12","Bob X",bob@uni.edu,"Submitted for grading",7.00,40.00,No,-,"Tuesday, 3 March 2026, 9:00 AM",
"Participant 13","Cyd Müller, Dr.",,"Submitted for grading",,40.00,Yes,-,-,"See me, please."
"Participant 14","Dan Doe",dan@uni.edu,"No submission",3.00,40.00,Yes,-,-,"kept"
"Participant 15","Eve Doe",eve@uni.edu,"Submitted for grading",,40.00,Yes,-,-,"{title}: 3 of 40 points."
"Participant 16","@SUM(A1)",other@uni.edu,"No submission",,40.00,Yes,-,-,
"""


@pytest.fixture(scope="module")
def gradebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graded class in a gradebook as nbgrader makes it."""
    path = tmp_path_factory.mktemp("gradebook") / "gradebook.db"
    guard_nbgrader()  # puts alembic on PATH
    with warnings.catch_warnings(), Gradebook(f"sqlite:///{path}") as book:
        warnings.simplefilter("ignore")  # nbgrader adds submissions while SQLAlchemy flushes
        due = datetime(2026, 3, 2, 12)
        book.add_assignment("residual", duedate=due)
        book.add_notebook("residual", "residual")
        for name, most in zip(QUESTIONS, (12, 18), strict=True):
            book.add_grade_cell(f"check_{name}", "residual", "residual", max_score=most, cell_type="code")
        book.add_grade_cell("written", "residual", "residual", max_score=10, cell_type="markdown")
        for student, (first, last, email, lms, points) in STUDENTS.items():
            book.add_student(student, first_name=first, last_name=last, email=email, lms_user_id=lms)
            if points is None:
                continue
            submission = book.add_submission("residual", student)
            submission.timestamp = due.replace(hour=13 if student == "cyd" else 11)
            (notebook,) = submission.notebooks
            notebook.late_submission_penalty = 2 if student == "cyd" else 0
            for grade in notebook.grades:
                value = dict(zip((*QUESTIONS, "written"), points, strict=True))[grade.name.removeprefix("check_")]
                if grade.name == "written":
                    grade.manual_score, grade.needs_manual_grade = value, value is None
                else:
                    grade.auto_score, grade.needs_manual_grade = value, False
        book.db.commit()
    return path


@pytest.fixture
def course(tmp_path: Path, gradebook: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A course with a graded class and the grader's notes on it."""
    for folder in ("solutions/residual", "assignments/residual"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("data", "figures"))
    (tmp_path / "data").mkdir()
    for folder in ("reference", "held_out"):
        (tmp_path / "data" / folder).symlink_to(ROOT / "data" / folder)
    shutil.copy(gradebook, tmp_path)
    journal = Journal(tmp_path / ".autograder" / "graded" / "residual.jsonl")
    for student in STUDENTS.keys() - {"dan"}:
        notes = ["The notebook had <b>cells</b> & more."] if student == "ada" else []
        journal.add("key", Row(student, "residual", review=student == "eve", notes=notes))
    monkeypatch.chdir(tmp_path)
    autograder.assignment.course_root.cache_clear()
    yield tmp_path
    autograder.assignment.course_root.cache_clear()


def export(*words: object) -> Result:
    return CliRunner().invoke(cli, ["export", *map(str, words)], catch_exceptions=False)


def table(path: Path, encoding: str = "utf-8") -> list[list[str]]:
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.reader(file))


@pytest.fixture
def canvas(course: Path) -> Path:
    path = course / "grades.csv"
    title = f'"{TITLE} (12345)"'
    path.write_text(CANVAS.replace("{title} (12345)", title), encoding="utf-8-sig")
    return path


@pytest.fixture
def moodle(course: Path) -> Path:
    path = course / "worksheet.csv"
    path.write_text(MOODLE.replace("{title}", TITLE), encoding="utf-8")
    return path


def test_canvas_gradebook_is_filled_in(course: Path, canvas: Path) -> None:
    done = export("residual", "--to", "canvas", "--into", canvas)
    assert done.exit_code == 0 and "exports/canvas.csv" in done.stdout
    assert (course / "exports" / "canvas.csv").read_bytes().startswith(b"\xef\xbb\xbfStudent,")
    rows = table(course / "exports" / "canvas.csv", "utf-8-sig")
    assert rows == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", f"{TITLE} (12345)"],
        [""] * 6,
        ["    Points Possible", "", "", "", "", "100.00"],
        ["Lovelace, Ada", "101", "s1", "ada.l", "A", "38.5"],
        ["'=HYPERLINK(1), Bob", "2002", "bob", "b.b", "A", "8"],
        ["Müller, Cyd", "3003", "103", "c.m", "A, B", "38"],
        ["Doe, Dan", "104", "", "d.d", "A", "55"],
        ["Doe, Eve", "3005", "", "EVE@uni.edu", "A", "EX"],
        ["Student, Test", "999", "", "0a1b2c", "A", ""],
    ]
    said = done.stderr.splitlines()
    assert len(said) == 4
    assert "100 points in Canvas; residual has 40" in said[0]
    assert "eve is excused" in said[1]
    assert said[2] == "residual: 1 waits for a person, with a question that is not graded yet."
    assert said[3].startswith("residual: handed in, but not in grades.csv: zoe. Names and addresses come")


def test_submitted_work_of_no_points_is_0_and_what_was_not_handed_in_is_empty(course: Path, canvas: Path) -> None:
    canvas.write_text(canvas.read_text("utf-8").replace(",EX,", ",,").replace(",55,", ",,"), encoding="utf-8")
    export("residual", "--to", "canvas", "--into", canvas, "--out", course / "out.csv")
    cells = {row[0]: row[-1] for row in table(course / "out.csv")}
    assert cells["Doe, Eve"] == "0" and cells["Doe, Dan"] == ""


def test_canvas_with_semicolons_first_names_and_further_columns(course: Path) -> None:
    path = course / "grades.csv"
    header = "LastName;FirstName;ID;SIS User ID;SIS Login ID;Integration ID;Root Account;Section;residual (1);Other (2)"
    path.write_text(f"{header}\n    Points Possible;;;;;;;;40,00;5\nLovelace;Ada;101;;;i;r;A;;3,5\n")
    done = export("--to", "canvas", "--into", path, "--out", course / "out.csv")
    assert done.exit_code == 0 and "in Canvas" not in done.stderr
    lines = (course / "out.csv").read_text().splitlines()
    assert lines[0] == header.removesuffix(";Other (2)") and lines[2] == "Lovelace;Ada;101;;;i;r;A;38.5"


def test_canvas_gets_no_new_assignment(course: Path, canvas: Path) -> None:
    canvas.write_text(canvas.read_text("utf-8").replace(TITLE, "Week 3"), encoding="utf-8")
    done = export("residual", "--to", "canvas", "--into", canvas)
    assert done.exit_code == 2 and not (course / "exports").exists()
    assert "Warm-up (7), Week 3 (12345)" in " ".join(done.stderr.split()) and "--column" in done.stderr
    for name in ("Week 3 (12345)", "week 3"):
        assert export("residual", "--to", "canvas", "--into", canvas, "--column", name).exit_code == 0
    assert export("residual", "--to", "canvas", "--into", canvas, "--column", "Section").exit_code == 2


def test_two_columns_of_the_same_name_are_asked_about(course: Path, canvas: Path) -> None:
    canvas.write_text(canvas.read_text("utf-8").replace("Warm-up (7)", '"residual (7)"'), encoding="utf-8")
    assert "Several columns" in export("residual", "--to", "canvas", "--into", canvas).stderr


def test_ids_that_two_students_share_find_neither(course: Path, canvas: Path) -> None:
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        book.find_student("zoe").lms_user_id = "101"
        book.db.commit()
    done = export("residual", "--to", "canvas", "--into", canvas, "--out", course / "out.csv")
    assert {row[0]: row[-1] for row in table(course / "out.csv", "utf-8-sig")}["Lovelace, Ada"] == ""
    assert "ada, zoe" in done.stderr


def test_moodle_worksheet_is_filled_in(course: Path, moodle: Path) -> None:
    before = table(moodle, "utf-8-sig")
    done = export("residual", "--to", "moodle", "--into", moodle)
    assert done.exit_code == 0
    after = table(course / "exports" / "residual-moodle.csv", "utf-8-sig")
    assert (course / "exports" / "residual-moodle.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert [row[4] for row in after] == ["Grade", "38.5", "7.00", "38", "3.00", "0", ""]
    changed = {
        (number, at) for number, row in enumerate(after) for at, it in enumerate(row) if it != before[number][at]
    }
    assert changed == {(1, 4), (1, 9), (3, 4), (5, 4), (5, 9), (6, 1)}
    assert after[6][1] == "'@SUM(A1)"
    assert after[1][9] == (
        f"{TITLE}: 38.5 of 40 points.<br>identity_block: 12 of 12<br>resnet: 17.5 of 18<br>written: 9 of 10"
        "<br>The notebook had &lt;b&gt;cells&lt;/b&gt; &amp; more."
    )
    assert after[5][9].startswith(f"{TITLE}: 0 of 40 points.")
    said = done.stderr
    assert "left alone: bob" in said and "stays: cyd" in said and "not in worksheet.csv: zoe" in said


def test_moodle_is_told_what_it_would_skip(course: Path, moodle: Path) -> None:
    moodle.write_text(moodle.read_text().replace("40.00", "30.00"))
    said = export("residual", "--to", "moodle", "--into", moodle).stderr
    assert "will skip: ada, cyd" in said and "maximum grade is 30 in Moodle; residual has 40" in said


def test_moodle_gradebook_goes_by_email(course: Path) -> None:
    done = export("residual", "--to", "moodle")
    rows = table(course / "exports" / "residual-moodle.csv")
    want = [["ada@uni.edu", "38.5"], ["Bob@Uni.edu", "8"], ["eve@uni.edu", "0"], ["zoe@uni.edu", "3"]]
    assert rows == [["email", TITLE], *want]
    assert "left out: cyd" in done.stderr and "1 waits" in done.stderr


def test_csv_has_a_row_per_student_and_a_column_per_question(course: Path) -> None:
    done = export("residual", "--to", "csv", "--out", course / "out.csv")
    rows = {row[0]: row[1:] for row in table(course / "out.csv", "utf-8-sig")}
    assert rows["student"][3:] == [*QUESTIONS, "written", "penalty", "total", "most", "late_s", "status"]
    assert rows["ada"] == ["Lovelace", "Ada", "ada@uni.edu", "12", "17.5", "9", "0", "38.5", "40", "0", "graded"]
    assert rows["bob"][0] == "'=HYPERLINK(1)" and rows["bob"][5:] == ["", "0", "8", "40", "0", "to grade"]
    assert rows["cyd"][0] == "Müller, Dr." and rows["cyd"][6:] == ["2", "38", "40", "3600", "graded"]
    assert rows["dan"][3:] == ["", "", "", "", "", "40", "", "not submitted"]
    assert rows["eve"][-1] == "review"
    assert "1 waits" in done.stderr and "not in" not in done.stderr


@pytest.mark.slow
def test_csv_is_an_export_plugin_of_nbgrader(course: Path) -> None:
    command = [sys.executable, "-m", "nbgrader", "export", "--exporter=autograder.export_csv.CsvExport"]
    words = ['--assignment=["residual"]', '--student=["ada"]', "--to=out.csv"]
    done = subprocess.run([*command, *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert [row[0] for row in table(course / "out.csv", "utf-8-sig")] == ["student", "ada"]


WRONG = {
    "canvas without a file": (["residual", "--to", "canvas"], "--into"),
    "a file for csv": (["residual", "--to", "csv", "--into", "grades.csv"], "--into"),
    "a worksheet for several": (["--to", "moodle", "--into", "grades.csv"], "one assignment"),
    "a column for csv": (["residual", "--to", "csv", "--column", "x"], "--column"),
    "over the download": (["residual", "--to", "canvas", "--into", "grades.csv", "--out", "grades.csv"], "downloaded"),
    "no such file": (["residual", "--to", "canvas", "--into", "nowhere.csv"], "can't be read"),
    "not Canvas'": (["residual", "--to", "canvas", "--into", "other.csv"], "not a gradebook of Canvas"),
    "not Moodle's": (["residual", "--to", "moodle", "--into", "other.csv"], "not a grading worksheet"),
    "not UTF-8": (["residual", "--to", "moodle", "--into", "latin.csv"], "UTF-8"),
    "no CSV": (["residual", "--to", "moodle", "--into", "quote.csv"], "no CSV"),
    "empty": (["residual", "--to", "moodle", "--into", "empty.csv"], "empty"),
    "no such assignment": (["nothing", "--to", "csv"], "nothing"),
}


@pytest.mark.parametrize(("words", "said"), WRONG.values(), ids=WRONG)
def test_wrong_usage_exits_with_2_and_says_what_to_do(course: Path, canvas: Path, words: list[str], said: str) -> None:
    (course / "other.csv").write_text("a,b\n1,2\n")
    (course / "latin.csv").write_bytes("Identifier,Müller\n".encode("latin-1"))
    (course / "quote.csv").write_text('Identifier,"Grade\n')
    (course / "empty.csv").write_text("")
    done = export(*words)
    assert done.exit_code == 2 and not done.stdout
    assert said in " ".join(done.stderr.split()) and len(done.stderr.splitlines()) >= 2


def test_nothing_graded_is_said(course: Path) -> None:
    (course / "gradebook.db").unlink()
    for words in (["residual"], []):
        done = export(*words, "--to", "csv")
        assert done.exit_code == 2 and "autograder grade" in done.stderr


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"], ids=repr)
def test_formulas_are_text(text: str) -> None:
    assert guarded(text) == f"'{text}"


def test_text_and_numbers_stay_as_they_are() -> None:
    assert guarded("Ada = Lovelace") == "Ada = Lovelace" and guarded("") == ""
    assert [number(it) for it in (0, 54.0, 54.5, 1 / 3, 100, 1e6)] == ["0", "54", "54.5", "0.33", "100", "1000000"]


def judged(question: str, outcome: dict[str, float], full: dict[str, float], diagnosis: str | None = None) -> dict:
    """A JSON line of `judge`."""
    criteria = [
        {
            "name": name,
            "outcome": "passed" if outcome.get(name, most) == most else "failed",
            "points": outcome.get(name, most),
            "max_points": most,
            "message": "" if outcome.get(name, most) == most else f"{name} is wrong.",
        }
        for name, most in full.items()
    ]
    head = {"path": "x.ipynb", "assignment": "residual", "question": question, "status": "failed", "message": ""}
    return head | {"criteria": criteria, "diagnosis": diagnosis}


def test_gradescope_has_a_test_per_criterion(residual: Assignment) -> None:
    question = residual.question("identity_block")
    line = judged("identity_block", {"outputs": 1.5, "training": 0}, question.criteria, "The ReLU comes too early.")
    found = results_of(residual, [line])
    tests = {test["name"]: test for test in found["tests"]}
    assert len(tests) == len(found["tests"]) == sum(len(it.criteria) for it in residual.questions)
    assert sum(test["max_score"] for test in tests.values()) == 90
    assert tests["Identity block: builds"] == {
        "name": "Identity block: builds",
        "score": 1,
        "max_score": 1,
        "status": "passed",
        "output": "",
    }
    assert tests["Identity block: outputs"]["score"] == 1.5
    assert tests["Identity block: outputs"]["status"] == "failed"
    assert tests["Identity block: outputs"]["output"] == "outputs is wrong.\nThe ReLU comes too early."
    assert tests["Identity block: training"]["output"] == "training is wrong."
    assert sum(test["score"] for name, test in tests.items() if not name.startswith("Identity")) == 0


def test_gradescope_says_why_nothing_was_judged(residual: Assignment) -> None:
    found = results_of(residual, [{"question": None, "message": "There are 0 notebooks."}])
    assert found["output"] == "There are 0 notebooks." and not any(test["score"] for test in found["tests"])


VARIABLES = {
    "CLASSROOM": "cv",
    "ASSIGNMENT": "residual",
    "SUBMISSION_TAG": "submit/2026-03-01T10-00-00Z-abc1234",
    "COMMIT_URL": "https://github.com/o/r/commit/abc",
    "RELEASE_URL": "https://github.com/o/r/releases/tag/submit",
}


def test_classroom50_takes_whole_points_and_their_sum(residual: Assignment) -> None:
    full = residual.question("identity_block").criteria
    lines = [judged("identity_block", {"outputs": 1.5, "training": 0}, full)]
    found = result_of(residual, lines, VARIABLES, datetime(2026, 3, 1, 10, tzinfo=UTC))
    keys = ("schema", "classroom", "assignment", "submission", "commit", "release", "review", "datetime")
    assert {key: found[key] for key in keys} == {
        "schema": "classroom50/result/v1",
        "classroom": "cv",
        "assignment": "residual",
        "submission": VARIABLES["SUBMISSION_TAG"],
        "commit": VARIABLES["COMMIT_URL"],
        "release": VARIABLES["RELEASE_URL"],
        "review": VARIABLES["COMMIT_URL"],
        "datetime": "2026-03-01T10:00:00Z",
    }
    assert (found["score"], found["max-score"]) == (7, 90)
    for test in found["tests"]:
        assert type(test["score"]) is type(test["max-score"]) is int and type(test["passed"]) is bool
    outputs = next(test for test in found["tests"] if test["test-name"] == "identity_block: outputs")
    assert (outputs["score"], outputs["points"], outputs["passed"]) == (1, 1.5, False)
    assert found["score"] == sum(test["score"] for test in found["tests"])


def unpacked(course: Path, target: str) -> tuple[Path, set[str]]:
    done = export("residual", "--to", target)
    assert done.exit_code == 0 and done.stderr
    folder = course / target
    with zipfile.ZipFile(course / "exports" / f"residual-{target}.zip") as archive:
        archive.extractall(folder)
        modes = {info.filename: info.external_attr >> 16 for info in archive.infolist()}
    assert all(bool(mode & 0o111) == (name in ("setup.sh", "run_autograder")) for name, mode in modes.items())
    return folder, set(modes)


def test_gradescope_zip_has_what_a_run_needs(course: Path) -> None:
    folder, names = unpacked(course, "gradescope")
    assert {"setup.sh", "run_autograder", "requirements.txt", "autograder/cli.py"} <= names
    assert {name for name in names if name.startswith(("data/", "solutions/", "assignments/"))} == {
        "data/reference/residual.json",
        "data/reference/public/residual.json",
        "data/reference/public/fashion_mnist.npz",
        "data/held_out/fashion_mnist.npz",
        "solutions/residual/assignment.toml",
        "assignments/residual/residual.ipynb",
    }
    for script in ("setup.sh", "run_autograder"):
        assert subprocess.run(["bash", "-n", folder / script], check=False).returncode == 0
    needs = (folder / "requirements.txt").read_text().splitlines()
    assert {"click", "keras", "nbgrader", "tensorflow", "pyseccomp"} <= {it.split("=")[0].rstrip(">") for it in needs}
    assert not any("pytest" in it or ";" in it for it in needs)


def test_classroom50_zip_has_nothing_that_students_must_not_have(course: Path) -> None:
    folder, names = unpacked(course, "classroom50")
    assert {name for name in names if not name.startswith("kit/autograder/")} == {
        "autograder.py",
        "requirements.txt",
        "kit/data/reference/public/residual.json",
        "kit/data/reference/public/fashion_mnist.npz",
    }
    compile((folder / "autograder.py").read_text(), "autograder.py", "exec")
    assert (course / "exports" / "residual-classroom50.zip").stat().st_size < 10 * 2**20


@pytest.mark.slow
@pytest.mark.parametrize("target", ["gradescope", "classroom50"])
def test_archive_grades_where_it_was_unpacked(course: Path, residual: Assignment, target: str) -> None:
    folder, _ = unpacked(course, target)
    kit = folder / "kit" if target == "classroom50" else folder
    work = course / "checkout"
    work.mkdir()
    (work / "autograder.py").write_text("raise SystemExit('a file of the student')")
    answers = [sample_answer("residual/identity_block/right/add_layer", ROOT / "data" / "answers")]
    write_notebook(answer_notebook(residual, answers), work / "my-residual.ipynb")
    environment = VARIABLES | {"PYTHONPATH": str(kit), "PATH": "/usr/bin:/bin", "HOME": str(course)}
    command = [sys.executable, "-P", "-m", f"autograder.export_{target}", "residual"]
    words = [work, work / "results.json"] if target == "gradescope" else []
    cwd = folder if target == "gradescope" else work
    done = subprocess.run([*command, *words], cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads((work / ("results.json" if target == "gradescope" else "result.json")).read_text())
    assert sum(test["score"] for test in found["tests"]) == 40


@pytest.mark.slow
def test_report_and_export_start_without_keras() -> None:
    """It takes longer to import than all of their work."""
    program = "import sys, autograder.report, autograder.export; sys.exit('keras' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
