"""A run that is stopped, by whatever, loses nothing that was finished, and the next one goes on from there."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import psutil
import pytest

from autograder.cli.grading import remembered_interrupt
from autograder.instructor.authoring.demo import answer_notebook
from autograder.instructor.authoring.release import write_notebook
from autograder.instructor.authoring.sample_answers import sample_answer
from support.courses import COURSE, copy_course, submitted
from support.gradebooks import scores

STUDENTS = [f"student-{number}" for number in range(5)]


@pytest.fixture
def course(tmp_path: Path, residual) -> Path:
    """A class whose notebooks take a second each."""
    copy_course(tmp_path)
    answer = sample_answer(COURSE.answers, "residual/identity_block/right/add_layer")
    for student in STUDENTS:
        notebook = answer_notebook(residual, [answer])
        notebook.cells.insert(1, nbformat.v4.new_code_cell("import time; time.sleep(1)"))
        write_notebook(notebook, submitted(tmp_path, student, "residual"))
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


@pytest.mark.slow
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGKILL], ids=lambda stop: stop.name)
@pytest.mark.filterwarnings("ignore:Object of type:sqlalchemy.exc.SAWarning")  # nbgrader adds a submission so
def test_stopped_run_goes_on_where_it_was(course: Path, stop: signal.Signals, command, monkeypatch) -> None:
    run = start(course)
    await_more_than(course, 1)
    begun = psutil.Process(run.pid).children(recursive=True)
    run.send_signal(stop)
    _, said = run.communicate(timeout=300)
    kept = finished(course)
    assert 2 <= len(kept) < len(STUDENTS)
    if stop == signal.SIGINT:
        assert run.returncode == 130 and "goes on from there" in said and "Traceback" not in said
    assert begun
    assert psutil.wait_procs(begun, timeout=300)[1] == []
    monkeypatch.chdir(course)
    again = command("grade", "residual", "--json")
    assert again.exit_code == 0, again.stderr
    assert sorted(json.loads(row)["student"] for row in again.stdout.splitlines()) == STUDENTS
    assert finished(course)[: len(kept)] == kept and len(finished(course)) == len(STUDENTS)
    assert scores(f"sqlite:///{course / 'gradebook.db'}", "residual") == dict.fromkeys(STUDENTS, 40.0)


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
