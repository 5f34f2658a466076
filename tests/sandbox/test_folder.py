"""Where a job runs: it reads its owner's data, and imports no module that would not be handed in."""

from pathlib import Path

import pytest

from autograder.grading.batch import Batch
from autograder.judging.reference import public_assignments
from autograder.judging.verdict import Verdict
from autograder.sandbox.engine import Engine
from autograder.student.snapshot import snapshot_of
from autograder.student.watch.rechecker import check_snapshot
from support.cells import ANSWER, answer, run, told

MISSING = "helpers is not installed where answers are graded. If it is a file of yours, put its code into the notebook."


def test_own_module_beside_the_notebook_is_not_there_and_data_are(engine: Engine, bare: Engine, tmp_path: Path) -> None:
    (tmp_path / "helpers.py").write_text(ANSWER)
    (tmp_path / "numbers.txt").write_text("1 2")
    cells = "open('numbers.txt').read()", "from helpers import double"
    for runs in (engine, bare):
        why = answer(run(runs, *cells, folder=str(tmp_path)))
        assert why == f"The code before it raised ModuleNotFoundError: No module named 'helpers'. {MISSING}"
    assert "'1 2'" in told(run(bare, *cells, folder=str(tmp_path)))
    files = {"helpers.py": ANSWER.encode()}
    for runs in (engine, bare):
        assert answer(run(runs, *cells, folder=str(tmp_path), files=files)) == 6
        assert answer(run(runs, *cells, files=files)) == 6
    assert sorted(path.name for path in tmp_path.iterdir()) == ["helpers.py", "numbers.txt"]


def test_name_that_an_answer_misses_is_told_with_what_failed_before(bare: Engine) -> None:
    cells = "from helpers import factor", "def double(x): return factor * x"
    why = "The code before it raised ModuleNotFoundError: No module named 'helpers'."
    assert answer(run(bare, *cells)) == f"name 'factor' is not defined. {why} {MISSING}"
    assert answer(run(bare, cells[1])) == "name 'factor' is not defined"


def test_module_written_by_a_cell_is_imported(engine: Engine, bare: Engine, tmp_path: Path) -> None:
    cells = f"%%writefile written_here.py\n{ANSWER}", "from written_here import double"
    for runs, settings in ((engine, {}), (bare, {}), (bare, {"folder": str(tmp_path)})):
        assert answer(run(runs, *cells, **settings)) == 6


def test_part_of_an_installed_package_is_no_file_of_the_students(bare: Engine) -> None:
    why = answer(run(bare, "import keras.engine.nothing"))
    assert why.startswith("The code before it raised ModuleNotFoundError") and "file of yours" not in why


def by_check_file(path: Path, engine: Engine) -> Verdict | None:
    (line,) = Batch(official=False, only="shrink_channels").judge([str(path)], engine, 1)
    return line.verdict


def by_watch(path: Path, engine: Engine) -> Verdict | None:
    assignment, reference = public_assignments()["one_by_one"]
    snapshot = snapshot_of(path, assignment)
    return check_snapshot(engine, assignment, reference, snapshot, ("shrink_channels",), 60)["shrink_channels"]


@pytest.mark.parametrize("check", [by_check_file, by_watch])
def test_own_commands_run_in_the_folder_of_the_work(check, bare: Engine, tmp_path: Path) -> None:
    layer = "keras.layers.Conv2D(filters, 1, activation='relu')(x)"
    right = f"import keras\ndef shrink_channels(x, filters):\n    return {layer}\n"
    (tmp_path / "note.txt").write_text("")
    (tmp_path / "helpers.py").write_text(right)
    (tmp_path / "answers.py").write_text(f"open('note.txt').close()\n{right}")
    assert check(tmp_path / "answers.py", bare).status == "passed"
    (tmp_path / "answers.py").write_text("from helpers import shrink_channels")
    found = check(tmp_path / "answers.py", bare)
    assert (found.status, found.points) == ("error", 0) and MISSING in found.message
    assert not (tmp_path / "__pycache__").exists()
