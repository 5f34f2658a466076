"""The commands `check` and `judge`, which judge notebooks and Python files without a class around them.

They print what became of each question in each path, or a line of JSON about it. `grading.answer_files` does the work.
"""

import json
import sys
from typing import Any

import click

from autograder.cli.engines import warm_engine
from autograder.cli.options import (
    JOBS,
    JSON,
    PATHS,
    QUESTION,
    SANDBOX,
    clear_errors,
)
from autograder.cli.output import stderr
from autograder.sandbox.bubblewrap import NO_SANDBOX, Sandbox


def run_batch(
    paths: tuple[str, ...], question: str | None, jobs: int | None, as_json: bool, official: bool, sandbox: Sandbox
) -> None:
    from autograder.schema.assignment import Limits

    passed = True
    with warm_engine(sandbox, judges=official) as engine:
        from autograder.cli.output import progress
        from autograder.grading.answer_files import Official, judge_files
        from autograder.student.progress import note_attempt

        if official:
            judge: Any = Official(question)
        else:
            from autograder.grading.batch import Batch

            judge = Batch(official=False, only=question)

        done: set[str] = set()
        with progress(len(paths), as_json or len(paths) == 1) as advance:
            for line in judge_files(judge, paths, engine, jobs or engine.default_jobs(Limits())):
                passed = passed and line.verdict is not None and line.verdict.status == "passed"
                if not official and line.verdict is not None and line.verdict.status != "not attempted":
                    note_attempt(line.verdict.question, line.verdict.points)
                if line.notes and line.path not in done and not as_json:
                    click.echo("\n".join([line.path, *(f"  ! {note}" for note in line.notes)]))
                if as_json:
                    click.echo(json.dumps(line.as_json(), ensure_ascii=False))
                elif line.verdict is None:
                    click.echo(f"{line.path}\n  {line.message}\n")
                else:
                    click.echo(f"{line.path}\n{line.text}\n")
                if line.path not in done:
                    done.add(line.path)
                    advance()
    if official and sandbox == "none":
        stderr.print(f"Sandbox: {NO_SANDBOX}.", highlight=False)
    sys.exit(0 if passed else 1)


@click.command()
@PATHS
@QUESTION
@JOBS
@JSON
@clear_errors
def check(paths: tuple[str, ...], question: str | None, jobs: int | None, as_json: bool) -> None:
    """Check notebooks or Python files against the public reference, as students do.

    A .py file may define any of the questions' functions. Exit status: 0 all passed, 1 something did not, 2 usage.
    """
    run_batch(paths, question, jobs, as_json, official=False, sandbox="none")


@click.command()
@PATHS
@QUESTION
@JOBS
@SANDBOX
@JSON
@clear_errors
def judge(paths: tuple[str, ...], question: str | None, jobs: int | None, sandbox: Sandbox, as_json: bool) -> None:
    """Judge notebooks or Python files officially: the full reference, fresh weights and inputs.

    One line (with --json, one object) per path and question. A path that hangs, crashes or exits is a line of its own
    and stops nothing. Exit status: 0 all passed, 1 something did not, 2 usage or no sandbox.
    """
    run_batch(paths, question, jobs, as_json, official=True, sandbox=sandbox)
