"""The commands of who learns: each parses, calls the module that does the work, and shows the result."""

import click

from autograder.cli_options import JOBS, JSON, PATHS, QUESTION, clear_errors
from autograder.runs import run_batch


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
@clear_errors
def status() -> None:
    """Show the map of the course: what you have solved by `check`, what is begun, and what comes next."""
    from autograder.course_map import show_map
    from autograder.progress import attempts, next_question
    from autograder.published import known_assignments

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
    from autograder.hints import next_hint

    click.echo(str(next_hint(question, level)))


@click.command()
@click.argument("question", metavar="QUESTION")
@clear_errors
def solution(question: str) -> None:
    """Show the course's own answer to a question that you have tried: checked at least once."""
    from autograder.progress import solution_text

    click.echo(solution_text(question))
