"""A student's way through the course: checks are noted, the map shows them, solutions are for those who tried."""

import inspect
import subprocess
import sys
from pathlib import Path

import keras
import pytest

from autograder import check
from autograder.errors import CourseError
from autograder.sandbox.engine import LocalEngine
from autograder.schema.published import known_assignments
from autograder.student.progress import attempts, next_question, progress_file, solution_text
from support.cells import run as run_cells
from support.cells import told
from support.courses import COURSE


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GOING_DEEPER_HOME", str(tmp_path))
    return tmp_path


def shrink_channels(x, filters):
    return keras.layers.Conv2D(filters, 1)(x)


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "autograder", *command], capture_output=True, text=True, timeout=600)


def test_checks_are_noted_with_the_best_points() -> None:
    wrong = check(shrink_channels).verdict.points
    right = check(lambda x, filters: keras.layers.ReLU()(shrink_channels(x, filters)), "shrink_channels").verdict
    check(shrink_channels)
    found = attempts()["shrink_channels"]
    assert wrong < right.points == right.max_points
    assert (found.count, found.best) == (3, right.points)


def test_untouched_stub_is_no_attempt() -> None:
    def shrink_channels(x, filters):
        raise NotImplementedError

    check(shrink_channels)
    assert attempts() == {}


def test_checks_in_a_submission_are_no_attempts_of_who_runs_it(home: Path) -> None:
    checks = (
        "from autograder.student.check import check\nimport keras\n"
        "def shrink_channels(x, filters): return keras.layers.Conv2D(filters, 1, activation='relu')(x)\n"
        "print(check(shrink_channels).verdict.points > 0)"
    )
    with LocalEngine("none") as bare:
        assert "True" in told(run_cells(bare, checks))
    assert list(home.iterdir()) == []


def test_checks_that_nbgrader_runs_to_grade_are_no_attempts(monkeypatch: pytest.MonkeyPatch) -> None:
    from nbgrader.converters.autograde import Autograde

    assert "setenv(NBGRADER_EXECUTION='autograde')" in inspect.getsource(Autograde)
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    check(shrink_channels)
    assert attempts() == {}


def test_map_shows_what_is_solved_and_what_comes_next() -> None:
    check(shrink_channels)
    done = run("status")
    assert done.returncode == 0
    line = next(line for line in done.stdout.splitlines() if "shrink_channels" in line)
    assert line.strip().startswith("…") and line.split()[-1] == "1"
    assert "Next: conv1x1" in done.stdout
    assert [it.number for it in known_assignments()] == [1, 2, 3, 4, 5]


def test_next_is_the_first_that_is_not_solved() -> None:
    assert next_question({}).name == "conv1x1"


def test_solution_is_for_those_who_tried() -> None:
    with pytest.raises(CourseError, match="not tried shrink_channels"):
        solution_text(COURSE, "shrink_channels")
    check(shrink_channels)
    shown = run("solution", "shrink_channels").stdout
    assert shown.startswith("def shrink_channels(x, filters):") and "SOLUTION" not in shown and "return" in shown
    with pytest.raises(CourseError, match="no question"):
        solution_text(COURSE, "nothing")


@pytest.mark.parametrize("content", ["", "[1]", '{"a": 3}', "\x00"], ids=["empty", "list", "number", "binary"])
def test_broken_file_is_no_progress(content: str) -> None:
    progress_file().write_text(content)
    assert attempts() == {}
    check(shrink_channels)
    assert attempts()["shrink_channels"].count == 1
