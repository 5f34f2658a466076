"""The work behind the commands, shown as it goes: a batch of paths, a class, the proof of the known mistakes."""

import json
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from rich.console import Console

from autograder.errors import CourseError
from autograder.sandbox import NO_SANDBOX, Sandbox

console = Console()
stderr = Console(stderr=True)


@contextmanager
def warm_engine(sandbox: Sandbox) -> Iterator[Any]:
    """An engine, with Keras imported in this process while its own process starts."""
    from autograder.engine import Engine
    from autograder.startup import load_keras

    with Engine(sandbox) as engine:
        load_keras()
        yield engine


@contextmanager
def cluster_of_workers(sandbox: Sandbox, scheduler: str | None, workers: int | None) -> Iterator[Any]:
    """An engine on the workers of a Dask scheduler or, without one, on so many of this machine; with Keras imported."""
    from autograder.assignment import course_root
    from autograder.startup import load_keras

    try:
        from autograder.cluster import Cluster
    except ModuleNotFoundError:
        hint = "pip install 'going-deeper[dask]', or `uv sync` in a checkout."
        raise CourseError("Dask is not installed, which runs submissions on other machines.", hint=hint) from None
    with Cluster(sandbox, course_root() / ".autograder" / "returned", scheduler or "", workers or 0) as cluster:
        load_keras()
        yield cluster


def run_batch(
    paths: tuple[str, ...], question: str | None, jobs: int | None, as_json: bool, official: bool, sandbox: Sandbox
) -> None:
    from autograder.assignment import Limits

    passed = True
    with warm_engine(sandbox) as engine:
        from autograder.batch import Batch
        from autograder.display import as_text
        from autograder.progress import note_attempt
        from autograder.terminal import progress

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


def run_class(
    work: list[Any],
    folders: Any,
    engine: Any,
    jobs: int | None,
    as_json: bool,
    feedback: bool = True,
    regrade: bool = False,
) -> int:
    from autograder.grade import grade as grade_class
    from autograder.terminal import print_row, progress, show_class

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
    from autograder.assignment import declared_assignment
    from autograder.mistakes import cases_with_mistakes
    from autograder.proof import claims, trials
    from autograder.reference import PUBLIC_SEED, official_reference
    from autograder.terminal import print_claim, show_mistakes

    assignment = declared_assignment(name)
    reference = official_reference(assignment, PUBLIC_SEED)
    tried, good = [], True
    for question in assignment.questions:
        mine = [trial for case in cases_with_mistakes(question) for trial in trials(question, case, reference)]
        for finding in claims(name, question.name, mine):
            good = good and finding.good
            print_claim(finding.good, finding.claim, finding.detail)
        tried += mine
    show_mistakes(tried)
    return good
