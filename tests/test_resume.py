"""A run that is stopped, by whatever, loses nothing that was finished, and the next one goes on from there."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import psutil
import pytest
from conftest import ROOT
from nbgrader.api import Gradebook

from autograder.demo import answer_notebook
from autograder.journal import Journal, Row, key_of
from autograder.release import write_notebook
from autograder.runs import remembered_interrupt
from autograder.sample_answers import sample_answer

STUDENTS = [f"student-{number}" for number in range(5)]


def test_journal_gives_a_row_back_only_for_the_same_key(tmp_path: Path) -> None:
    path = tmp_path / "new" / "residual.jsonl"
    row = Row("ada", "residual", 54.5, True, ["a note – with letters"], {"resnet": {"status": "failed", "points": 6}})
    Journal(path).add("key", row)
    assert Journal(path).finished("ada", "key") == row
    assert Journal(path).finished("ada", "other") is None
    assert Journal(path).finished("bob", "key") is None
    Journal(path).add("later", Row("ada", "residual", 60.0))
    assert Journal(path).finished("ada", "key") is None
    assert Journal(path).finished("ada", "later") == Row("ada", "residual", 60.0)


@pytest.mark.parametrize("lost", [1, 5, 60])
def test_line_that_was_cut_off_is_no_row_and_spoils_no_other(tmp_path: Path, lost: int) -> None:
    path = tmp_path / "residual.jsonl"
    for student in ("ada", "bob"):
        Journal(path).add("key", Row(student, "residual"))
    path.write_bytes(path.read_bytes()[:-lost])
    found = Journal(path)
    assert found.finished("ada", "key") and (found.finished("bob", "key") is None) == (lost > 1)
    found.add("key", Row("eve", "residual"))
    assert Journal(path).finished("ada", "key") and Journal(path).finished("eve", "key")


def test_keys_tell_parts_apart() -> None:
    assert len({key_of("ab", "c"), key_of("a", "bc"), key_of("abc"), key_of("ab", "c", "")}) == 4


@pytest.fixture
def course(tmp_path: Path, residual) -> Path:
    """A class whose notebooks take a second each."""
    for folder in ("solutions", "assignments", "data"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    answer = sample_answer("residual/identity_block/right/add_layer")
    for student in STUDENTS:
        notebook = answer_notebook(residual, [answer])
        notebook.cells.insert(1, nbformat.v4.new_code_cell("import time; time.sleep(1)"))
        path = tmp_path / "submitted" / student / "residual" / "residual.ipynb"
        path.parent.mkdir(parents=True)
        write_notebook(notebook, path)
    return tmp_path


def start(course: Path) -> subprocess.Popen:
    command = [sys.executable, "-m", "autograder", "grade", "residual", "--jobs", "1", "--json"]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=course, stdout=pipe, stderr=pipe, text=True, env=os.environ)


def finished(course: Path) -> list[str]:
    path = course / ".autograder" / "graded" / "residual.jsonl"
    return path.read_text().splitlines() if path.exists() else []


def await_more_than(course: Path, count: int) -> None:
    for _ in range(900):
        if len(finished(course)) > count:
            return
        time.sleep(0.1)
    raise AssertionError("nothing was graded")


def left_over(before: set[int]) -> list[str]:
    """Processes of the sandbox that were not there before."""
    names = ("autograder.zygote", "bwrap")
    found = []
    for process in psutil.process_iter(["cmdline"]):
        line = " ".join(process.info["cmdline"] or [])
        if process.pid not in before and any(name in line for name in names):
            found.append(line[:100])
    return found


@pytest.mark.slow
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGKILL], ids=lambda stop: stop.name)
def test_stopped_run_goes_on_where_it_was(course: Path, stop: signal.Signals) -> None:
    before = set(psutil.pids())
    run = start(course)
    await_more_than(course, 1)
    run.send_signal(stop)
    _, said = run.communicate(timeout=30)
    kept = finished(course)
    assert 2 <= len(kept) < len(STUDENTS)
    if stop == signal.SIGINT:
        assert run.returncode == 130 and "goes on from there" in said and "Traceback" not in said
    for _ in range(100):
        if not left_over(before):
            break
        time.sleep(0.1)
    assert left_over(before) == []
    again = start(course)
    rows, said = again.communicate(timeout=120)
    assert again.returncode == 0, said
    assert sorted(json.loads(row)["student"] for row in rows.splitlines()) == STUDENTS
    assert finished(course)[: len(kept)] == kept and len(finished(course)) == len(STUDENTS)
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        scores = {it.student.id: it.score for it in gradebook.assignment_submissions("residual")}
    assert scores == dict.fromkeys(STUDENTS, 40.0)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_interrupt_that_comes_in_a_callback_is_not_forgotten() -> None:
    class Interrupted:
        def __del__(self) -> None:
            signal.raise_signal(signal.SIGINT)  # Python prints what is raised here, and goes on

    before = signal.getsignal(signal.SIGINT)
    try:
        stopped = remembered_interrupt()
        Interrupted()
        assert stopped.is_set()
    finally:
        signal.signal(signal.SIGINT, before)
