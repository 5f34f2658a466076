"""A class on Dask's workers against the pool of one machine, on the same submissions, in one run.

    uv run python tests/benchmarks/cluster_benchmark.py --students 40
    uv run python tests/benchmarks/cluster_benchmark.py --students 40 --kill

Each student's answers are drawn as in `class_benchmark`, and no two notebooks are equal. Both sides run as many jobs at
a time, on this machine; rates are those of the last three quarters, without the start. Printed are the ratio of the
rates, which is what a worker does of what a job of the pool does, and the memory of the grader itself over the run.

With --kill, a scheduler and its workers are started as on other machines, and again and again a worker, then the
scheduler, then the grader itself is killed at a random moment, started again, and the same command is given. In the end
every submission must have been graded once, as in the undisturbed run.
"""

import argparse
import itertools
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import psutil
from class_benchmark import ID, make_course
from nbgrader.api import Gradebook

COMMAND = [sys.executable, "-m", "autograder", "grade", ID, "--json"]
DASK = [sys.executable, "-m", "dask"]
Grades = dict[str, tuple[float, str]]


def prepare(folder: Path, students: int) -> Path:
    """A course with submissions, no two of them equal, and time enough for each however busy the machine is."""
    folder.mkdir()
    names = make_course(folder, students)
    with (folder / "solutions" / ID / "assignment.toml").open("a") as file:
        file.write("[limits]\ncell_s = 600\nwall_s = 3600\n")
    for name in names:
        path = folder / "submitted" / name / ID / f"{ID}.ipynb"
        notebook = json.loads(path.read_text(encoding="utf-8"))
        notebook["cells"].insert(1, nbformat.v4.new_code_cell(f"student = {name!r}"))
        path.write_text(json.dumps(notebook), encoding="utf-8")
    return folder


def measured(course: Path, students: int, *words: str) -> tuple[Grades, float]:
    """Grade the class, and print what it took and the grader's memory; the grades, and how many came in a second."""
    started, before = time.perf_counter(), cpu_seconds()
    with subprocess.Popen([*COMMAND, *words], cwd=course, stdout=subprocess.PIPE, text=True) as run:
        grader, grades, times, memory = psutil.Process(run.pid), {}, [], []
        for line in run.stdout or ():
            grades |= graded([json.loads(line)])
            times.append(time.perf_counter() - started)
            if len(times) % max(1, students // 8) == 0 and len(times) < students:
                memory.append(f"{grader.memory_info().rss / 2**20:.0f}")
    first = len(times) // 4
    rate = (len(times) - 1 - first) / (times[-1] - times[first])
    print(f"{' '.join(words)}: exit status {run.returncode}, {times[-1]:.0f} s in all, {1 / rate:.2f} s each")
    used = cpu_seconds() - before
    print(f"  {used:.0f} CPU seconds, start included; the grader's memory: {' '.join(memory)} MiB", flush=True)
    return grades, rate


def cpu_seconds() -> float:
    """What the processes have used that were started from here and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def graded(rows: list[dict[str, Any]]) -> Grades:
    """Points and the rest of what was found, by student."""
    return {row["student"]: (row["points"], json.dumps(row["questions"], sort_keys=True)) for row in rows}


class Machines:
    """A scheduler and its workers."""

    def __init__(self, folder: Path, workers: int) -> None:
        noted = folder / "scheduler.json"
        noted.unlink(missing_ok=True)
        quiet = {"cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        quiet["env"] = os.environ | {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
        words = ["scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(noted)]
        self.scheduler = subprocess.Popen([*DASK, *words], **quiet)
        wait_for(noted.exists)
        self.address = json.loads(noted.read_text())["address"]
        words = ["worker", self.address, "--nthreads", "1", "--nworkers", str(workers), "--no-dashboard"]
        self.nannies = subprocess.Popen([*DASK, *words], **quiet)

    def kill_worker(self) -> None:
        workers = [it for it in psutil.Process(self.nannies.pid).children() if "spawn_main" in " ".join(it.cmdline())]
        for worker in random.sample(workers, min(1, len(workers))):  # none while they are all starting again
            worker.kill()

    def end(self) -> None:
        for process in (self.nannies, self.scheduler):
            process.kill() if process is self.scheduler else process.terminate()
            process.wait()


def wait_for(holds: Callable[[], object]) -> None:
    while not holds():
        time.sleep(0.1)


def disturbed(course: Path, folder: Path, workers: int) -> Counter[str]:
    """Grade the class while things are killed; how often each was."""
    journal, kills = course / ".autograder" / "graded" / f"{ID}.jsonl", Counter[str]()
    victims, machines = itertools.cycle(("worker", "scheduler", "grader")), Machines(folder, workers)

    def finished() -> int:
        return len(journal.read_bytes().splitlines()) if journal.exists() else 0

    while True:
        command = [*COMMAND, "--scheduler", machines.address]
        run = subprocess.Popen(command, cwd=course, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        victim = ""
        while run.poll() is None and victim in ("", "worker"):
            least = finished() + random.randint(1, 4)
            while run.poll() is None and finished() < least:
                time.sleep(0.1)
            time.sleep(random.uniform(0, 3))
            if run.poll() is not None:
                break
            victim = next(victims)
            kills[victim] += 1
            {"worker": machines.kill_worker, "scheduler": machines.scheduler.kill, "grader": run.kill}[victim]()
        _, said = run.communicate()
        print(f"{finished():4} graded; killed: {victim or 'nothing'}; exit status {run.returncode}", flush=True)
        if run.returncode not in (0, {"scheduler": 2, "grader": -signal.SIGKILL}.get(victim, 0)):
            raise RuntimeError(said)
        if run.returncode == 0:
            machines.end()
            return kills
        if machines.scheduler.poll() is not None:
            machines.end()
            machines = Machines(folder, workers)


def check(course: Path, expected: Grades) -> None:
    """Every submission was graded once, as it should be, and is in the gradebook once."""
    rows = [json.loads(line)["row"] for line in (course / ".autograder" / "graded" / f"{ID}.jsonl").open()]
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        scores = sorted((it.student.id, it.score) for it in gradebook.assignment_submissions(ID))
    assert len(rows) == len(expected), f"{len(rows)} grades of {len(expected)} submissions"
    assert graded(rows) == expected, "grades differ"
    assert scores == sorted((student, points) for student, (points, _) in expected.items()), "the gradebook differs"
    print(f"{len(expected)} submissions, each graded once, with the grades of the undisturbed run")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--students", type=int, default=40)
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    parser.add_argument("--kill", action="store_true", help="Then grade it once more while things are killed.")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="cluster-benchmark-") as scratch:
        root, workers = Path(scratch), str(options.workers)
        print(f"{options.students} submissions of {ID}, {os.cpu_count()} cores")
        here, pool = measured(prepare(root / "here", options.students), options.students, "--jobs", workers)
        there, rate = measured(prepare(root / "there", options.students), options.students, "--workers", workers)
        print(f"a worker does {rate / pool:.2f} of what a job of the pool does; grades equal: {here == there}")
        if options.kill:
            course = prepare(root / "killed", options.students)
            print(f"killed: {dict(disturbed(course, root, options.workers))}")
            check(course, here)


if __name__ == "__main__":
    main()
