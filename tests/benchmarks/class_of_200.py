"""A class of 200 over two assignments: how long its reports and every export take once it is graded.

    uv run python tests/benchmarks/class_of_200.py --keep /tmp/class

All submissions are graded first, by `autograder grade`, their answers drawn as in `class_benchmark`; every fortieth
student hands in nothing. A run that finds a graded class in the folder of --keep only times what comes after. Printed
are wall-clock and CPU seconds of each command, from its start to its end; with PYTHONDONTWRITEBYTECODE set it would
compile all that it imports each time.
"""

import argparse
import csv
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from class_benchmark import hand_in, make_course
from nbgrader.api import Gradebook

from autograder.grading.gradebook import alembic_on_path
from autograder.schema.course import Course

ASSIGNMENTS = ("residual", "inception")


def graded_class(course: Path, students: int, jobs: int) -> None:
    """A course with a graded class, and the files of Canvas and Moodle that list it."""
    names = make_course(course, students)
    hand_in(students, course / "submitted", ASSIGNMENTS[1])
    for name in names[::40]:
        shutil.rmtree(course / "submitted" / name)
    show("grade", *timed(course, "grade", *ASSIGNMENTS, "--json", "--jobs", str(jobs)))
    alembic_on_path()
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        for name in names:
            book.update_or_create_student(name, email=f"{name}@uni.example")
    titles = [Course(course).assignment(name).title for name in ASSIGNMENTS]
    lines = [["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *(f"{title} (1)" for title in titles)]]
    lines += [[name, str(number), name, name, "A", "", ""] for number, name in enumerate(names, 1)]
    write(course / "canvas.csv", lines)
    lines = [["Identifier", "Full name", "Email address", "Grade", "Last modified (grade)", "Feedback comments"]]
    lines += [[f"Participant {name}", name, f"{name}@uni.example", "", "-", ""] for name in names]
    write(course / "moodle.csv", lines)


def write(path: Path, lines: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(lines)


def timed(course: Path, *words: str) -> tuple[float, float]:
    """Wall-clock and CPU seconds of a command."""
    started, before = time.perf_counter(), os.times()
    command = [sys.executable, "-m", "autograder", *words]
    subprocess.run(command, cwd=course, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    after = os.times()
    busy = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - started, busy


def show(name: str, wall_s: float, busy_s: float) -> None:
    print(f"{name:58} {wall_s:7.1f} s {busy_s:7.1f} CPU s", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--students", type=int, default=200)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--keep", type=Path, help="A folder for the graded class. Default: one that is deleted.")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="class-of-200-") as scratch:
        course = options.keep or Path(scratch)
        if not (course / "moodle.csv").exists():
            course.mkdir(exist_ok=True)
            graded_class(course, options.students, options.jobs)
        commands = [["report", *ASSIGNMENTS], ["export", *ASSIGNMENTS, "--to", "canvas", "--into", "canvas.csv"]]
        commands += [["export", name, "--to", "moodle", "--into", "moodle.csv"] for name in ASSIGNMENTS]
        commands += [["export", *ASSIGNMENTS, "--to", to] for to in ("moodle", "csv", "gradescope", "classroom50")]
        taken = [timed(course, *words) for words in commands]
        for words, numbers in zip(commands, taken, strict=True):
            show(" ".join(words), *numbers)
        show("together", *map(sum, zip(*taken, strict=True)))


if __name__ == "__main__":
    main()
