"""Many submissions in one run of `autograder grade`: nothing may pile up, and the last must take as long as the first.

    uv run python tests/benchmarks/endurance.py --students 500

Watched from outside, ten times in the run: how many processes there are, how many files the grader and its warm
process hold open, their memory and that of the largest job (private to them), and how many temporary files lie
about. Each student's answers are drawn as in `class_benchmark`.
"""

import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
from class_benchmark import ID, make_course


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--students", type=int, default=500)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="endurance-") as scratch:
        course, scratch_of_run = Path(scratch) / "course", Path(scratch) / "tmp"
        course.mkdir()
        scratch_of_run.mkdir(mode=0o755)
        Path(scratch).chmod(0o755)
        make_course(course, options.students)
        command = [sys.executable, "-m", "autograder", "grade", ID, "--json", "--jobs", str(options.jobs)]
        environment = os.environ | {"TMPDIR": str(scratch_of_run)}
        run = subprocess.Popen(command, cwd=course, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        every = max(1, options.students // 10)
        print(" graded  s each  processes  open files  grader MiB  warm MiB  job MiB  temporary files", flush=True)
        points, last = 0.0, time.perf_counter()
        for number, line in enumerate(run.stdout or (), start=1):
            points += json.loads(line)["points"]
            if number % every == 0:
                now = time.perf_counter()
                print(f"{number:7} {(now - last) / every:7.2f} ", watch(run.pid, scratch_of_run), flush=True)
                last = now
        status = run.wait()
        left = [path.name for path in scratch_of_run.rglob("*")]
        print(f"exit status {status}, mean points {points / options.students:.1f}, temporary files left: {left}")


def watch(grader: int, scratch: Path) -> str:
    """What the run holds at this moment."""
    family = [psutil.Process(grader), *psutil.Process(grader).children(recursive=True)]
    started = [process for process in family if process.cmdline()[:1] == [sys.executable] and process.pid != grader]
    warm = next(process for process in started if process.parent() not in started)  # neither the sandbox nor a job
    files = sum(process.num_fds() for process in (family[0], warm))
    memory = [private([family[0]]), private([warm])]
    jobs = [private([job, *job.children(recursive=True)]) for job in warm.children()]
    left = sum(1 for _ in scratch.rglob("*"))
    return f"{len(family):10} {files:11} {memory[0]:11.0f} {memory[1]:9.0f} {max(jobs, default=0):8.0f} {left:16}"


def private(processes: list[psutil.Process]) -> float:
    """MiB that these processes share with no other; what has ended meanwhile counts nothing."""
    total = 0
    for process in processes:
        with contextlib.suppress(psutil.Error):
            total += process.memory_full_info().uss
    return total / 2**20


if __name__ == "__main__":
    main()
