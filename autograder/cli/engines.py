"""The work behind the commands, shown as it goes: a batch of paths, a class, the proof of the known mistakes."""

import json
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from autograder.errors import BadSubmission, CourseError
from autograder.sandbox.bubblewrap import NO_SANDBOX, Sandbox

console = Console()
stderr = Console(stderr=True)


@contextmanager
def warm_engine(sandbox: Sandbox, gpu: bool = False) -> Iterator[Any]:
    """An engine, with Keras imported in this process while its own process starts."""
    from autograder.sandbox.engine import Engine
    from autograder.startup import load_keras

    with Engine(sandbox, gpu) as engine:
        load_keras()
        yield engine


@contextmanager
def cluster_of_workers(sandbox: Sandbox, scheduler: str | None, workers: int | None) -> Iterator[Any]:
    """An engine on the workers of a Dask scheduler or, without one, on so many of this machine; with Keras imported."""
    from autograder.paths import course_root
    from autograder.startup import load_keras

    try:
        from autograder.sandbox.dask_cluster import Cluster
    except ModuleNotFoundError:
        hint = "pip install 'going-deeper[dask]', or `uv sync` in a checkout."
        raise CourseError("Dask is not installed, which runs submissions on other machines.", hint=hint) from None
    with Cluster(sandbox, course_root() / ".autograder" / "returned", scheduler or "", workers or 0) as cluster:
        load_keras()
        yield cluster


def run_batch(
    paths: tuple[str, ...], question: str | None, jobs: int | None, as_json: bool, official: bool, sandbox: Sandbox
) -> None:
    from autograder.schema.assignment import Limits

    passed = True
    with warm_engine(sandbox) as engine:
        from autograder.cli.tables import progress
        from autograder.grading.answer_files import Batch
        from autograder.judging.display import as_text
        from autograder.student.progress import note_attempt

        done: set[str] = set()
        with progress(len(paths), as_json or len(paths) == 1) as advance:
            for line in Batch(official, question).judge(paths, engine, jobs or engine.default_jobs(Limits())):
                passed = passed and line.verdict is not None and line.verdict.status == "passed"
                if not official and line.verdict is not None and line.verdict.status != "not attempted":
                    note_attempt(line.verdict.question, line.verdict.points)
                if as_json:
                    click.echo(json.dumps(line.as_json(), ensure_ascii=False))
                elif line.verdict is None:
                    click.echo(f"{line.path}\n  {line.message}\n")
                else:
                    click.echo(f"{line.path}\n{as_text(line.verdict)}\n")
                if line.path not in done:
                    done.add(line.path)
                    advance()
    if official and sandbox == "none":
        stderr.print(f"Sandbox: {NO_SANDBOX}.", highlight=False)
    sys.exit(0 if passed else 1)


def run_watch(work: Any, cell_s: float) -> None:
    """Follow a student's work (see `watch`) in its folder, where a Jupyter would run it too."""
    if not (console.is_terminal and sys.stdin.isatty()) or console.is_dumb_terminal:
        raise CourseError("watch needs a terminal to draw in.", hint="For a single look: autograder check FILE.")
    if not hasattr(os, "fork"):
        hint = "On Windows, use WSL, or check() in the notebook."
        raise CourseError("watch needs Linux or macOS, as it forks processes.", hint=hint)
    os.chdir(work.path.parent)
    console.print(f"Watching {work.path.name}. Keras is starting …", highlight=False)
    with warm_engine("none") as engine:
        from autograder.student.watch.watch import Watch

        solved = Watch(work, engine, cell_s, console).follow()
    most = len(work.assignment.questions)
    console.print(f"{work.assignment.id}: {solved} of {most} questions solved.", highlight=False)


def run_submit(work: Any, out: Path, student: str | None, checks: bool) -> None:
    """Hand in a student's work: say how it stands, write the zip, and go to nbgrader's exchange if there is one."""
    from autograder.student.submit import hand_in_of, to_exchange, user_name, write_zip

    out = out.resolve()
    handed_in = hand_in_of(work)
    saved = datetime.fromtimestamp(work.path.stat().st_mtime).strftime("%H:%M on %d %B")
    console.print(f"{work.path.name}, as it was saved at {saved}", highlight=False)
    if checks:
        show_standing(work)
    for remark in handed_in.remarks:
        console.print(f"! {remark}", highlight=False, markup=False)
    target = write_zip(handed_in, student or user_name(), out)
    console.print(f"Written: {target}", highlight=False, markup=False, soft_wrap=True)
    console.print(f"In it: {', '.join(handed_in.files)}", highlight=False)
    try:
        course = to_exchange(handed_in, student)
    except CourseError as fault:
        stderr.print(f"{fault.message} Hand in the zip instead.", highlight=False, markup=False)
        return
    if course:
        console.print(f"Handed in to nbgrader's exchange, course {course}. The zip is your copy.", highlight=False)
    else:
        console.print("Hand in this zip where your course takes it.", highlight=False)


def show_standing(work: Any) -> None:
    """How a notebook's answers stand: by running them, or where they can't be run, by the checks so far."""
    try:
        console.print("Checking your answers. Ctrl-C hands in without …", highlight=False)
        os.chdir(work.path.parent)
        with warm_engine("none") as engine:
            from autograder.cli.tables import show_verdicts
            from autograder.judging.reference import public_assignments
            from autograder.student.snapshot import snapshot_of
            from autograder.student.watch.rechecker import check_snapshot

            assignment, reference = public_assignments()[work.assignment.id]
            snapshot = snapshot_of(work.path, assignment)
            names = tuple(question.name for question in assignment.questions)
            show_verdicts(check_snapshot(engine, assignment, reference, snapshot, names, assignment.limits.cell_s))
    except BadSubmission:
        return  # told with the other remarks
    except KeyboardInterrupt:
        console.print("Not checked.")
    except Exception:  # Windows, the light package, a Keras that does not start: who hands in is not kept from it
        from autograder.cli.course_map import show_checks
        from autograder.student.progress import attempts

        console.print("They can't be run here. By your checks so far:")
        show_checks([work.assignment], attempts())


def run_class(
    work: list[Any],
    folders: Any,
    engine: Any,
    jobs: int | None,
    as_json: bool,
    feedback: bool = True,
    regrade: bool = False,
) -> int:
    from autograder.cli.tables import print_row, progress, show_class
    from autograder.grading.grade_class import grade as grade_class

    failed, stopped = False, remembered_interrupt()
    for assignment, students in work:
        rows = []
        with progress(len(students), as_json) as advance:
            parallel = jobs or engine.default_jobs(assignment.limits)
            for row in grade_class(assignment, students, folders, engine, parallel, feedback, regrade):
                rows.append(row)
                failed = failed or bool(row.fault)
                advance()
                if as_json:
                    print_row(row)
                if stopped.is_set():
                    raise KeyboardInterrupt
        if rows and not as_json:
            show_class(assignment, rows)
    if not as_json:
        console.print("A written question is graded by hand, in nbgrader's formgrader.", highlight=False)
        console.print(f"Sandbox: {NO_SANDBOX if engine.sandbox == 'none' else engine.sandbox}.", highlight=False)
    return 1 if failed else 0


def remembered_interrupt() -> threading.Event:
    """What is set by Ctrl-C: Python prints and forgets an interrupt that comes while a callback runs."""
    stopped = threading.Event()

    def interrupt(*_: object) -> None:
        stopped.set()
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, interrupt)
    return stopped


def run_proof(name: str) -> bool:
    """Whether the judge knows an assignment's mistakes; says so, question by question."""
    from autograder.cli.tables import print_claim, show_mistakes
    from autograder.instructor.authoring.mistakes_proof import claims, trials
    from autograder.judging.reference import PUBLIC_SEED, official_reference
    from autograder.mistakes.making import cases_with_mistakes
    from autograder.schema.assignment import declared_assignment

    assignment = declared_assignment(name)
    reference = official_reference(assignment, PUBLIC_SEED)
    tried, good = [], True
    for question in assignment.questions:
        mine = [trial for case in cases_with_mistakes(question) for trial in trials(question, case, reference)]
        for finding in claims(name, question.name, mine) if mine else ():
            good = good and finding.good
            print_claim(finding.good, finding.claim, finding.detail)
        tried += mine
    show_mistakes(tried)
    return good
