"""A class graded on Dask's workers has the grades of a local run, whatever is lost on the way."""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
import psutil
import pytest

from autograder.instructor.authoring.release import write_notebook
from autograder.sandbox.bubblewrap import Sandbox
from autograder.sandbox.engine import Engine
from autograder.schema.assignment import Assignment
from support import cheats
from support.classes import graded
from support.gradebooks import scores
from support.machines import Machines, await_that

ID = "one_by_one"
WAITS = """
import pathlib, time
while not pathlib.Path("GATE").exists():
    time.sleep(0.1)
"""
KILLS_ITS_WORKER = """
import os, pathlib, signal
worker = int(pathlib.Path(f"/proc/{os.getppid()}/stat").read_text().rpartition(")")[2].split()[1])
if not pathlib.Path("TAMED").exists():
    os.kill(worker, signal.SIGKILL)
"""


@pytest.fixture
def course(counting_class: Path) -> Path:
    """The class; the third and fourth of it wait for a file, so that it is known what runs when something is lost."""
    for student, gate in zip(students_of(counting_class)[2:], ("gate-1", "gate-2"), strict=True):
        insert(notebook_of(counting_class, student), WAITS.replace("GATE", str(counting_class / gate)))
    with (counting_class / "solutions" / ID / "assignment.toml").open("a") as file:
        file.write("[limits]\ncell_s = 250\n")
    return counting_class


def students_of(course: Path) -> list[str]:
    return sorted(path.name for path in (course / "submitted").iterdir())


def notebook_of(course: Path, student: str) -> Path:
    return course / "submitted" / student / ID / f"{ID}.ipynb"


def insert(path: Path, source: str) -> None:
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.insert(1, nbformat.v4.new_code_cell(source))
    write_notebook(notebook, path)


def start(course: Path, *words: str) -> subprocess.Popen:
    command = [sys.executable, "-m", "autograder", "grade", ID, "--json", "--no-feedback", "--sandbox=none", *words]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=course, stdout=pipe, stderr=pipe, text=True)


def rows_of(run: subprocess.Popen, status: int = 0) -> dict[str, dict]:
    said, errors = run.communicate(timeout=300)
    assert run.returncode == status and "Traceback" not in errors, errors
    return {row["student"]: row for row in map(json.loads, said.splitlines())}


def points_of(rows: dict[str, dict]) -> dict[str, float]:
    return {student: row["points"] for student, row in rows.items() if not row["fault"]}


def journal_of(course: Path) -> list[str]:
    path = course / ".autograder" / "graded" / f"{ID}.jsonl"
    return path.read_text().splitlines() if path.exists() else []


def entered(course: Path) -> dict[str, float]:
    """Who was graded, each once, with what is in the gradebook."""
    students = [json.loads(line)["row"]["student"] for line in journal_of(course)]
    assert len(students) == len(set(students))
    found = scores(f"sqlite:///{course / 'gradebook.db'}", ID)
    assert set(found) == set(students)
    return found


def processes(first: int, name: str) -> list[psutil.Process]:
    """Those below a process with a name in their command line."""
    return [it for it in psutil.Process(first).children(recursive=True) if name in " ".join(it.cmdline())]


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.filterwarnings("ignore:Object of type:sqlalchemy.exc.SAWarning")  # nbgrader adds a submission so
def test_grades_are_a_local_runs_also_when_a_worker_is_lost(course: Path, bare: Engine) -> None:
    gates = [course / "gate-1", course / "gate-2"]
    for gate in gates:
        gate.touch()
    rows, _ = graded(course, ID, bare)
    expected = {student: row.points for student, row in rows.items()}
    assert len(set(expected.values())) > 1 and entered(course) == expected
    for made in (*gates, course / "gradebook.db"):
        made.unlink()
    shutil.rmtree(course / ".autograder")
    run = start(course, "--workers", "2")
    await_that(lambda: len(journal_of(course)) == 2)
    processes(run.pid, "spawn_main")[0].kill()  # one that waits: both do
    for gate in gates:
        gate.touch()
    assert points_of(rows_of(run)) == expected == entered(course)
    assert not (course / ".autograder" / "returned").exists()


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_run_goes_on_after_its_own_end_and_the_schedulers(course: Path) -> None:
    with Machines() as machines:
        run = start(course, "--scheduler", machines.address)
        await_that(lambda: len(journal_of(course)) == 2)
        run.kill()
        run.communicate()
        (course / "gate-1").touch()
        run = start(course, "--scheduler", machines.address)
        await_that(lambda: len(journal_of(course)) == 3)
        machines.scheduler.kill()
        _, errors = run.communicate(timeout=120)
        said = " ".join(errors.split())
        assert run.returncode == 2 and "Traceback" not in said, errors
        assert "scheduler" in said and "the same command goes on from there" in said
    kept = journal_of(course)
    (course / "gate-2").touch()
    with Machines() as machines:
        rows = rows_of(start(course, "--scheduler", machines.address))
    assert sorted(rows) == students_of(course) and entered(course) == points_of(rows)
    assert len(kept) == 3 and journal_of(course)[:3] == kept, "what was finished was not graded again"


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_submission_that_kills_its_worker_fails_alone(counting_class: Path) -> None:
    course, tamed = counting_class, counting_class / "tamed"
    culprit, *others = students_of(course)
    insert(notebook_of(course, culprit), KILLS_ITS_WORKER.replace("TAMED", str(tamed)))
    rows = rows_of(start(course, "--workers", "2"), status=1)
    assert sorted(points_of(rows)) == others == sorted(entered(course))
    assert "workers" in rows[culprit]["fault"] and "next run" in rows[culprit]["fault"]
    tamed.touch()
    again = rows_of(start(course, "--workers", "1"))
    assert sorted(again) == [culprit, *others] and entered(course) == points_of(again)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_students_reach_no_more_from_a_worker(tmp_path: Path, residual: Assignment, sandbox: Sandbox) -> None:
    if sandbox == "none":
        pytest.skip("there is no sandbox")
    names = ["network", "read_processes"]
    with tempfile.TemporaryDirectory(prefix="attacks-", dir="/tmp") as scratch:
        Path(scratch).chmod(0o711)
        outcome, environment = cheats.prepare(tmp_path, Path(scratch), residual, names)
        cheats.grade(outcome, environment, "--workers", "1")
        assert outcome.status == 0, outcome.said
        assert {name: outcome.rows[name]["points"] for name in cheats.HONEST} == cheats.HONEST
        assert not [name for name, row in outcome.rows.items() if row["fault"]]
        assert outcome.left == []
        for name in names:
            assert outcome.rows[name]["points"] <= outcome.rows["baseline"]["points"]
            shown = json.dumps(outcome.notebook(name))
            assert cheats.BREACH not in shown and not [it for it in outcome.secrets.values() if it in shown]
