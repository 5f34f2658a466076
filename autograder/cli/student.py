"""The commands of who learns: each parses, calls the module that does the work, and shows the result."""

from pathlib import Path

import click

from autograder.cli.engines import run_batch, run_submit, run_watch
from autograder.cli.options import FILE, JOBS, JSON, PATHS, QUESTION, clear_errors


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
@click.argument("assignment", metavar="[ASSIGNMENT]", required=False)
@click.option(
    "--limit", type=click.FloatRange(1), default=10.0, show_default=True, help="Seconds that a cell may take."
)
@clear_errors
def watch(assignment: str | None, limit: float) -> None:
    """Follow your notebook: at each save, the question you are at, what is wrong with it, and how far you are.

    ASSIGNMENT is an id, a notebook or a .py file; without it, what lies here. Your answers run as you, each time
    in a fresh process, cells tagged `experiment` excepted. Save with Ctrl-S in JupyterLab, and look here.

    
    h  the next hint, as `autograder hint` tells it
    o  open it: a notebook in the Jupyter that runs or in a new one, a .py file in $VISUAL
    n  the next question
    q  quit
    """
    from autograder.student.own_work import own_work

    run_watch(own_work(assignment), limit)


@click.command()
@click.argument("assignment", metavar="[ASSIGNMENT]", required=False)
@click.option("--out", type=FILE, default=".", help="The folder of the zip. Default: this one.")
@click.option("--student", metavar="NAME", help="Who hands in. Default: your name on this machine.")
@click.option("--check/--no-check", "checks", default=True, help="Whether to run the answers first.")
@clear_errors
def submit(assignment: str | None, out: Path, student: str | None, checks: bool) -> None:
    """Hand in your notebook: see how it stands, then get a zip, or be done where your course has nbgrader's exchange.

    ASSIGNMENT is an id or a notebook; without it, what lies here. The zip holds the notebook as it was saved last
    and the files that the assignment takes beside it. Wrong and missing answers are told, and handed in all the same;
    so is everything if there is no network.

    For instructors: unpack it into submitted/STUDENT/ASSIGNMENT/, or put all of them into
    downloaded/ASSIGNMENT/archive/ and run `nbgrader zip_collect ASSIGNMENT`.
    """
    from autograder.student.own_work import own_work

    run_submit(own_work(assignment), out, student, checks)


@click.command()
@clear_errors
def status() -> None:
    """Show the map of the course: what you have solved by `check`, what is begun, and what comes next."""
    from autograder.cli.course_map import show_map
    from autograder.schema.published import known_assignments
    from autograder.student.progress import attempts, next_question

    known = attempts()
    show_map(known_assignments(), known, next_question(known))


@click.command()
@click.argument("question", metavar="QUESTION")
@click.option("--level", type=click.IntRange(1), default=None, help="This one again. Default: the next.")
@clear_errors
def hint(question: str, level: int | None) -> None:
    """Show the next hint on a question: what to think about, then the structure, then nearly the code in words.

    In a notebook: check.hint("QUESTION").
    """
    from autograder.student.hints import next_hint

    click.echo(str(next_hint(question, level)))


@click.command()
@click.argument("question", metavar="QUESTION")
@clear_errors
def solution(question: str) -> None:
    """Show the course's own answer to a question that you have tried: checked at least once."""
    from autograder.student.progress import solution_text

    click.echo(solution_text(question))
