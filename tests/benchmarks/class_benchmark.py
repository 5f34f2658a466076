"""How long a class takes: nbgrader as it comes against `autograder grade`, on the same submissions, in one run.

    uv run python tests/benchmarks/class_benchmark.py --students 24

Each student hands in a random answer per question out of data/answers (about half of them right; those that only run
into a time limit are left out). Both sides grade all of them and write feedback. Printed are wall-clock and CPU
seconds, the largest memory of all processes together, the ratio, and what each stage of a submission's way costs when
one submission is graded after the other.
"""

import argparse
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil

from autograder.instructor.authoring.demo import answer_notebook
from autograder.instructor.authoring.release import write_notebook
from autograder.instructor.authoring.sample_answers import SampleAnswer, sample_answers
from autograder.schema.course import Course

ROOT = Path(__file__).parents[2]
ID = "residual"
PLAIN_CONFIG = 'c = get_config()\nc.CourseDirectory.course_id = "plain"\n'


def hand_in(students: int, submitted: Path, name: str = ID) -> list[str]:
    """Submissions of a class to an assignment, the same for every run."""
    choose = random.Random(2015)
    assignment = Course(ROOT).assignment(name)
    by_question: dict[str, list[SampleAnswer]] = {question.name: [] for question in assignment.questions}
    for answer in sample_answers(assignment.course.answers, f"{name}/*"):
        for question, earned in answer.earns.items():
            if question in by_question and earned != "timeout":
                by_question[question].append(answer)
    names = [f"student-{number:04}" for number in range(students)]
    for student in names:
        answers = []
        for found in by_question.values():
            right = [answer for answer in found if answer.side == "right"]
            answers.append(choose.choice(right if choose.random() < 0.5 else found))
        target = submitted / student / name / f"{name}.ipynb"
        target.parent.mkdir(parents=True)
        write_notebook(answer_notebook(assignment, answers), target)
    return names


def measured(commands: list[list[str]], folder: Path) -> dict[str, float]:
    """Run commands one after the other; seconds, CPU seconds, and the largest memory at any moment in MiB."""
    before, started = busy(), time.perf_counter()
    largest, done = 0, threading.Event()

    def watch() -> None:
        nonlocal largest
        while not done.wait(0.5):
            total = 0
            for process in psutil.Process().children(recursive=True):
                try:
                    total += process.memory_full_info().pss
                except psutil.Error:
                    continue
            largest = max(largest, total)

    thread = threading.Thread(target=watch)
    thread.start()
    environment = os.environ | {"PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])}
    try:
        for command in commands:
            ended = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
            if ended.returncode:  # nbgrader goes on after a submission that kills its kernel, and says so at the end
                print(f"{' '.join(command[2:4])}: exit status {ended.returncode}: {ended.stderr.strip()[-200:]}")
    finally:
        done.set()
        thread.join()
    return {"seconds": time.perf_counter() - started, "CPU seconds": busy() - before, "MiB": largest / 2**20}


def busy() -> float:
    """CPU seconds that this machine has spent so far, on whatever: run nothing beside the benchmark."""
    times = psutil.cpu_times()
    return sum(times) - times.idle - times.iowait - times.guest - times.guest_nice


def nbgrader_as_it_comes(folder: Path, students: int) -> dict[str, float]:
    """Grade with nbgrader's own settings: a kernel per submission."""
    shutil.copytree(ROOT / "solutions" / ID, folder / "source" / ID, ignore=shutil.ignore_patterns("*.py", "*.toml"))
    (folder / "nbgrader_config.py").write_text(PLAIN_CONFIG)
    hand_in(students, folder / "submitted")
    measured([[sys.executable, "-m", "nbgrader", "generate_assignment", ID]], folder)
    commands = [[sys.executable, "-m", "nbgrader", word, ID] for word in ("autograde", "generate_feedback")]
    numbers = measured(commands, folder)
    print(f"nbgrader: {len(list(folder.glob(f'feedback/*/{ID}/{ID}.html')))} of {students} have feedback")
    return numbers


def autograder(folder: Path, students: int, jobs: int) -> dict[str, float]:
    """Grade with this course's command."""
    make_course(folder, students)
    measured([[sys.executable, "-m", "nbgrader", "generate_assignment", ID, "--force"]], folder)  # the gradebook
    numbers = measured([[sys.executable, "-m", "autograder", "grade", ID, "--json", "--jobs", str(jobs)]], folder)
    print(f"autograder: {len(list(folder.glob(f'feedback/*/{ID}/{ID}.html')))} of {students} have feedback")
    return numbers


def make_course(folder: Path, students: int) -> list[str]:
    """A copy of the course with submissions."""
    for part in ("solutions", "assignments", "data"):
        shutil.copytree(ROOT / part, folder / part)
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    return hand_in(students, folder / "submitted")


def stages(folder: Path, students: int) -> dict[str, list[float]]:
    """Seconds of each stage, submission by submission."""
    names = make_course(folder, students)
    os.chdir(folder)
    from autograder.grading.autograde import CourseAutograde
    from autograder.grading.gradebook import enter_assignment
    from autograder.grading.graded import concluded, prepared
    from autograder.grading.nbgrader_setup import Folders, converter, course_directory
    from autograder.grading.session import judging, require_gradable
    from autograder.sandbox.engine import LocalEngine
    from autograder.schema.job import Cell, Job

    found: dict[str, list[float]] = {}
    started = time.perf_counter()

    def lap(stage: str) -> None:
        nonlocal started
        found.setdefault(stage, []).append(time.perf_counter() - started)
        started = time.perf_counter()

    with LocalEngine() as engine:
        judging()
        course = Course(folder)
        assignment = course.assignment(ID)
        require_gradable(assignment)
        enter_assignment(course.assignment(ID), Folders.under(folder, course).gradebook)
        directory = course_directory(course)
        engine.run(Job((), (), assignment.limits))
        lap("start, once")
        for name in names:
            work = prepared(assignment, folder / "submitted" / name / ID)
            lap("read")
            result = engine.run(work.job)
            lap("run the cells and probe the answers")
            graded = concluded(assignment, work, result)
            lap("judge, and make the page's text")
            converter(CourseAutograde, directory, name, ID, force=True, graded=graded).start()
            lap("nbgrader: notebook and gradebook")
            from nbgrader.converters import GenerateFeedback

            converter(GenerateFeedback, directory, name, ID, force=True).start()
            lap("nbgrader: feedback page")
            own = [Cell("", cell.source) for cell in (work.submission.notebook.cells[index] for index in work.indices)]
            engine.run(Job(tuple(own), (), assignment.limits))
            lap("for comparison: the notebook's own cells, checks included")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--students", type=int, default=24)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--only", choices=["nbgrader", "autograder", "stages"], help="Leave the others out.")
    options = parser.parse_args()
    results = {}
    with tempfile.TemporaryDirectory(prefix="class-benchmark-") as scratch:
        root = Path(scratch)
        if options.only in (None, "autograder"):
            (root / "ours").mkdir()
            results["autograder grade"] = autograder(root / "ours", options.students, options.jobs)
        if options.only in (None, "nbgrader"):
            (root / "plain").mkdir()
            results["nbgrader"] = nbgrader_as_it_comes(root / "plain", options.students)
        print(f"{options.students} submissions of {ID}, {options.jobs} jobs, {os.cpu_count()} cores")
        for name, numbers in results.items():
            each = numbers["seconds"] / options.students
            print(f"  {name:20}", *(f"{value:8.1f} {unit}" for unit, value in numbers.items()), f"{each:6.2f} s each")
        if len(results) == 2:
            print(f"  ratio {results['nbgrader']['seconds'] / results['autograder grade']['seconds']:.1f}")
        if options.only in (None, "stages"):
            (root / "stages").mkdir()
            for stage, seconds in stages(root / "stages", options.students).items():
                print(f"  {stage:58} {statistics.mean(seconds):7.3f} s on average, {max(seconds):7.3f} s at most")


if __name__ == "__main__":
    main()
