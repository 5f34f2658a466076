"""A class graded on Dask's workers has the grades of a local run, whatever is lost on the way."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import nbformat
import psutil
import pytest
from nbgrader.api import Gradebook
from test_attacks import BREACH, HONEST
from test_attacks import grade as grade_with_cheats
from test_attacks import prepare as prepare_with_cheats

from autograder.assignment import PACKAGE, Assignment, Limits
from autograder.cluster import Cluster
from autograder.errors import CourseError
from autograder.jobs import Cell, Job, JobResult, Missing
from autograder.journal import Row
from autograder.release import write_notebook
from autograder.sandbox import Sandbox
from autograder.terminal import show_class

ID = "one_by_one"
PRINTS = Job((Cell("", "import random; print(random.random())"),), (), Limits())
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


def test_result_crosses_as_bytes() -> None:
    stream = {"output_type": "stream", "name": "stdout", "text": "\ud800 – 1"}
    missing = {"resnet": Missing("timeout", "It took long.")}
    result = JobResult("flooded", {3: [stream]}, {"identity_block": b'{"a": 1}'}, missing, 1.5)
    assert JobResult.decode(result.encode()) == result


def test_student_without_a_grade_is_shown_as_failed(residual: Assignment, capsys: pytest.CaptureFixture) -> None:
    show_class(residual, [Row("ada", "residual", 12.0), Row("bob", "residual", fault="The workers that ran it died.")])
    assert "bob: The workers that ran it died." in capsys.readouterr().out


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
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        scores = {it.student.id: it.score for it in gradebook.assignment_submissions(ID)}
    assert set(scores) == set(students)
    return scores


def await_that(holds: Callable[[], object]) -> None:
    for _ in range(2400):
        if holds():
            return
        time.sleep(0.1)
    raise AssertionError("it did not come to that")


def processes(first: int, name: str) -> list[psutil.Process]:
    """Those below a process with a name in their command line."""
    return [it for it in psutil.Process(first).children(recursive=True) if name in " ".join(it.cmdline())]


class Machines:
    """A scheduler and its worker, as they are started on other machines."""

    def __init__(self, **environment: str) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="dask-", dir="/tmp"))
        noted = self._folder / "scheduler.json"
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(noted))
        await_that(noted.exists)
        self.address = json.loads(noted.read_text())["address"]
        self._worker = self._start("worker", self.address, "--nthreads", "1", **environment)

    def _start(self, *words: str, **environment: str) -> subprocess.Popen:
        command = [sys.executable, "-m", "dask", *words, "--no-dashboard"]
        with (self._folder / "said.txt").open("a") as said:
            env = os.environ | environment
            return subprocess.Popen(command, cwd=self._folder, env=env, stdout=said, stderr=subprocess.STDOUT)

    def __enter__(self) -> "Machines":
        return self

    def __exit__(self, *_: object) -> None:
        for process in (self._worker, self.scheduler):
            process.terminate()
            process.wait(60)
        shutil.rmtree(self._folder)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_grades_are_a_local_runs_also_when_a_worker_is_lost(course: Path) -> None:
    gates = [course / "gate-1", course / "gate-2"]
    for gate in gates:
        gate.touch()
    expected = points_of(rows_of(start(course)))
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
    cheats = ["network", "read_processes"]
    with tempfile.TemporaryDirectory(prefix="attacks-", dir="/tmp") as scratch:
        Path(scratch).chmod(0o711)
        outcome, environment = prepare_with_cheats(tmp_path, Path(scratch), residual, cheats)
        grade_with_cheats(outcome, environment, "--workers", "1")
        assert outcome.status == 0, outcome.said
        assert {name: outcome.rows[name]["points"] for name in HONEST} == HONEST
        assert not [name for name, row in outcome.rows.items() if row["fault"]]
        assert outcome.left == []
        for name in cheats:
            assert outcome.rows[name]["points"] <= outcome.rows["baseline"]["points"]
            shown = json.dumps(outcome.notebook(name))
            assert BREACH not in shown and not [it for it in outcome.secrets.values() if it in shown]


@pytest.mark.slow
def test_what_came_back_is_not_run_again_before_it_is_used(tmp_path: Path, sandbox: Sandbox) -> None:
    with Machines() as machines:
        with contextlib.suppress(KeyboardInterrupt), Cluster(sandbox, tmp_path, machines.address) as cluster:
            first = cluster.run(PRINTS)
            raise KeyboardInterrupt
        with Cluster(sandbox, tmp_path, machines.address) as cluster:
            assert first.ending == "finished" and cluster.run(PRINTS) == first
            ((_, used),) = cluster.run_all([("ada", PRINTS)], 1)
            ((_, anew),) = cluster.run_all([("ada", PRINTS)], 1)
            assert used == first and anew.outputs != first.outputs


@pytest.mark.slow
def test_worker_of_another_kit_is_refused(tmp_path: Path, sandbox: Sandbox) -> None:
    shutil.copytree(PACKAGE, tmp_path / "autograder", ignore=shutil.ignore_patterns("__pycache__"))
    with (tmp_path / "autograder" / "judge.py").open("a") as file:
        file.write("# another\n")
    refusal = pytest.raises(CourseError, match=r"The worker tcp://\S+ has kit .*, not .*same there")
    with Machines(PYTHONPATH=str(tmp_path)) as it, Cluster(sandbox, tmp_path / "r", it.address) as cluster, refusal:
        cluster.run(PRINTS)


@pytest.mark.slow
def test_worker_without_a_sandbox_is_refused_unless_asked_for(tmp_path: Path) -> None:
    with Machines(PATH=str(tmp_path)) as machines:
        refusal = pytest.raises(CourseError, match=r"can't run submissions\. .*can't be isolated here\. bwrap is not")
        with Cluster("bubblewrap", tmp_path, machines.address) as cluster, refusal:
            cluster.run(PRINTS)
        with Cluster("none", tmp_path, machines.address) as cluster:
            assert cluster.run(PRINTS).ending == "finished"


@pytest.mark.slow
def test_scheduler_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match=r"no Dask scheduler at tcp://127\.0\.0\.1:1"):
        Cluster("none", tmp_path, "tcp://127.0.0.1:1")
