"""`autograder submit`: a zip always, whatever the answers and the exchange are like, and one that can be graded."""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from autograder.errors import CourseError
from autograder.student.own_work import own_work
from autograder.student.submit import hand_in_of, write_hand_in
from support.commands import NBGRADER
from support.courses import ROOT, copy_course
from support.downloads import zipped
from support.notebooks import cell_of

OF_GRADING = (
    "jupytext",
    "latex2mathml",
    "nbconvert",
    "nbgrader",
    "nh3",
    "pyseccomp",
)  # what students' commands do without
PLACE = "solutions/residual/handed_in/small_resnet.weights.h5"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What a student has: a notebook, one answer in it, and beside it a file that is nobody's matter."""
    place = tmp_path / "residual"
    place.mkdir()
    answer = "def identity_block(x, filters):\n    return x\n"
    notebook = json.loads((ROOT / "assignments/residual/residual.ipynb").read_text(encoding="utf-8"))
    cell_of(notebook, "identity_block")["source"] = answer
    (place / "residual.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    (place / "diary.txt").write_text("private")
    monkeypatch.chdir(place)
    return place


def autograder(*words: object, refused: tuple[str, ...] = (), **environment: str) -> subprocess.CompletedProcess:
    """Run the command, in a Python in which some packages can't be imported."""
    start = f"import sys; sys.modules.update(dict.fromkeys({refused})); from autograder.__main__ import main; main()"
    command = [sys.executable, "-c", start, *map(str, words)]
    env = os.environ | {"COLUMNS": "200", "JUPYTER_CONFIG_DIR": os.devnull} | environment
    return subprocess.run(command, capture_output=True, text=True, timeout=200, check=False, env=env)


def in_zip(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        return sorted(archive.namelist())


def test_zip_holds_the_notebook_and_what_the_assignment_takes(folder: Path, tmp_path: Path) -> None:
    handed_in = hand_in_of(own_work(None))
    assert any("small_resnet.weights.h5" in remark for remark in handed_in.remarks)
    assert handed_in.submission.places["explain_degradation"] == "not written yet"
    assert in_zip(write_hand_in(handed_in, "ada", tmp_path / "new")) == ["residual.ipynb"]
    (folder / "small_resnet.weights.h5").write_bytes(b"weights")
    handed_in = hand_in_of(own_work(None))
    target = write_hand_in(handed_in, "ada/../x", tmp_path)
    assert target == tmp_path / "residual-ada_.._x.zip"
    assert in_zip(target) == ["residual.ipynb", "small_resnet.weights.h5"]
    with zipfile.ZipFile(target) as archive:
        assert archive.read("residual.ipynb") == (folder / "residual.ipynb").read_bytes()


def test_two_people_never_hand_in_one_zip(folder: Path, tmp_path: Path) -> None:
    """Letters of every script stay, in one Unicode form; only what a file system refuses does not."""
    handed_in = hand_in_of(own_work(None))
    names = {
        it: write_hand_in(handed_in, it, tmp_path).name for it in ("王小明", "李小明", "José", "Jose\u0301", "a: b*c")
    }
    assert names == {
        "王小明": "residual-王小明.zip",
        "李小明": "residual-李小明.zip",
        "José": "residual-José.zip",
        "Jose\u0301": "residual-José.zip",
        "a: b*c": "residual-a_ b_c.zip",
    }


def test_notebook_of_another_name_is_handed_in_under_its_own(folder: Path) -> None:
    (folder / "residual.ipynb").rename(folder / "my final version.ipynb")
    assert list(hand_in_of(own_work("my final version.ipynb")).files) == ["residual.ipynb"]


def test_broken_notebook_is_said_and_still_handed_in(folder: Path, tmp_path: Path) -> None:
    (folder / "residual.ipynb").write_text('{"cells": [')
    handed_in = hand_in_of(own_work("residual"))
    assert "not a complete notebook" in handed_in.remarks[0]
    assert in_zip(write_hand_in(handed_in, "ada", tmp_path)) == ["residual.ipynb"]


def test_too_large_a_notebook_is_said(folder: Path) -> None:
    notebook = json.loads((folder / "residual.ipynb").read_text(encoding="utf-8"))
    cell_of(notebook, "identity_block")["source"] = "#" * (21 << 20)
    (folder / "residual.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    remarks = " ".join(hand_in_of(own_work(None)).remarks)
    assert "characters of text" in remarks and "would earn nothing" in remarks


def test_python_file_and_folder_that_can_not_be_written_are_clear_errors(folder: Path, tmp_path: Path) -> None:
    (folder / "answers.py").write_text("def identity_block(x, filters):\n    return x\n")
    with pytest.raises(CourseError, match="not a notebook"):
        hand_in_of(own_work("answers.py"))
    (tmp_path / "file").write_text("")
    with pytest.raises(CourseError, match="can't be written to"):
        write_hand_in(hand_in_of(own_work(None)), "ada", tmp_path / "file" / "zips")


def test_without_nbgrader_and_jupyter_there_is_a_zip(folder: Path) -> None:
    done = autograder("submit", "--no-check", "--student", "ada", refused=("nbgrader", "jupyter_core", "IPython"))
    assert done.returncode == 0, done.stderr
    assert in_zip(folder / "residual-ada.zip") == ["residual.ipynb"]
    assert "Hand in this zip" in done.stdout and re.search(r"explain_degradation +not written yet", done.stdout)


@pytest.mark.parametrize(("package", "extra"), [("nbgrader", "grading"), ("click", "terminal")])
def test_missing_package_is_told_with_what_to_install(package: str, extra: str, monkeypatch) -> None:
    monkeypatch.chdir(ROOT)
    done = autograder("export", "residual", "--to", "csv", refused=(package,))
    assert done.returncode == 1 and len(done.stderr.splitlines()) == 1
    assert f"pip install './Going-Deeper[{extra}]'" in done.stderr


@pytest.mark.slow
def test_answers_are_looked_at_and_wrong_ones_stop_nothing(folder: Path, tmp_path: Path) -> None:
    words = ("submit", "--student", "ada", "--out", tmp_path)
    done = autograder(*words, refused=OF_GRADING, GOING_DEEPER_HOME=str(tmp_path))
    assert done.returncode == 0 and not done.stderr
    lines = {line.split()[-4]: line for line in done.stdout.splitlines() if line.startswith(("✓", "✗", "–"))}
    assert lines["identity_block"].startswith("✗ not right yet") and len(lines) == 7
    assert all("not answered" in line for name, line in lines.items() if name != "identity_block")
    assert "of 90 points by check" in done.stdout and (tmp_path / "residual-ada.zip").exists()


def test_where_answers_can_not_be_run_the_checks_so_far_are_shown(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "progress.json").write_text('{"identity_block": [2, 12.0, 0]}')
    done = autograder("submit", "--student", "ada", refused=("psutil",), GOING_DEEPER_HOME=str(tmp_path))
    assert done.returncode == 0 and (folder / "residual-ada.zip").exists()
    assert "By your checks so far" in done.stdout and "12 of 12" in done.stdout and not done.stderr


@pytest.mark.slow
def test_exchange_takes_it_and_its_failure_leaves_the_zip(folder: Path, tmp_path: Path) -> None:
    exchange = tmp_path / "exchange"
    inbound = exchange / "dl101" / "inbound"
    (exchange / "dl101" / "outbound" / "residual").mkdir(parents=True)
    settings = f"c = get_config()\nc.CourseDirectory.course_id = 'dl101'\nc.Exchange.root = {str(exchange)!r}\n"
    (folder / "nbgrader_config.py").write_text(settings)
    words = ("submit", "--no-check", "--student", "ada", "--out", tmp_path)
    done = autograder(*words, JUPYTER_DATA_DIR=str(tmp_path / "data"))
    assert done.returncode == 0 and (tmp_path / "residual-ada.zip").exists()
    assert "did not take it: Inbound directory doesn't exist" in done.stderr and "the zip instead" in done.stderr
    inbound.mkdir()
    done = autograder(*words, JUPYTER_DATA_DIR=str(tmp_path / "data"))
    assert done.returncode == 0 and not done.stderr
    assert "exchange, course dl101" in done.stdout
    (submitted,) = inbound.iterdir()
    assert submitted.name.startswith("ada+residual+")
    assert not (submitted / "diary.txt").exists()
    assert (submitted / "residual.ipynb").read_bytes() == (folder / "residual.ipynb").read_bytes()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:Object of type:sqlalchemy.exc.SAWarning")  # nbgrader adds a submission so
def test_zips_are_what_zip_collect_takes_and_grade_grades(
    folder: Path, tmp_path: Path, sandbox: str, command, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(ROOT / PLACE, folder)
    course = copy_course(tmp_path / "course", "answers", "build")
    archive = course / "downloaded" / "residual" / "archive"
    target = write_hand_in(hand_in_of(own_work(None)), "ada-l", archive)
    canvas = {"doejane_1_2_residual.ipynb": b"old", "doejane_1_3_residual-1.ipynb": b"{}", "../evil.ipynb": b"x"}
    (archive / "submissions.zip").write_bytes(zipped(canvas))
    monkeypatch.chdir(course)
    collecting = [*NBGRADER, "zip_collect", "residual"]
    done = subprocess.run(collecting, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    collected = course / "submitted" / "ada-l" / "residual"
    assert in_zip(target) == sorted(path.name for path in collected.iterdir())
    assert (course / "submitted" / "doejane" / "residual" / "residual.ipynb").read_bytes() == b"{}"
    assert {path.name for path in (course / "submitted").iterdir()} == {"ada-l", "doejane"}
    done = command("grade", "residual", "--student", "ada-l", f"--sandbox={sandbox}", "--json")
    (line,) = map(json.loads, done.stdout.splitlines())
    assert line["student"] == "ada-l" and not line["fault"]
    assert line["questions"]["identity_block"]["status"] == "failed"
