"""The options that several commands have, how errors are shown, and where a class lies."""

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click
from rich.markup import escape

from autograder.cli.output import stderr
from autograder.errors import CourseError, machine_fault
from autograder.sandbox.bubblewrap import Sandbox, lacking

if TYPE_CHECKING:  # imported late, so that `--help` answers at once
    from autograder.grading.nbgrader_setup import Folders

JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON Lines, for programs.")
JOBS = click.option(
    "--jobs", type=click.IntRange(1), default=None, help="Submissions to run at a time. Default: the cores."
)
QUESTION = click.option("--question", metavar="NAME", default=None, help="Look at this question only.")
SANDBOX = click.option(
    "--sandbox",
    type=click.Choice(get_args(Sandbox)),
    default="bubblewrap",
    show_default=True,
    help="Where student code runs. none: as you; only for code that you trust.",
)
GPU = click.option("--gpu", is_flag=True, help="Let student code compute on the GPU. Without: on the processor.")
TARGETS = ("canvas", "moodle", "csv", "gradescope", "classroom50")
FILE = click.Path(path_type=Path)
PATHS = click.argument("paths", nargs=-1, required=True, metavar="PATH…")
UNDER = click.option(
    "--under",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=None,
    help="The folder of the gradebook and the graded notebooks. Default: the course's.",
)


def clear_errors(command: Callable[..., Any]) -> Callable[..., Any]:
    """Show a CourseError, or what the machine refused, as two lines and exit with 2, instead of a traceback."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except Exception as error:
            told = error if isinstance(error, CourseError) else machine_fault(error)
            if told is None:
                raise
            stderr.print(f"[bold red]Error:[/] {escape(told.message)}", highlight=False)
            if told.hint:
                stderr.print(f"       {escape(told.hint)}", highlight=False)
            sys.exit(2)
        except KeyboardInterrupt:
            stderr.print("\nStopped. What was finished is kept; the same command goes on from there.", highlight=False)
            sys.exit(130)

    return run


def folders_under(under: Path | None) -> "Folders":
    """Where a class lies: the course's own folders, or the usual ones under another."""
    from autograder.grading.nbgrader_setup import Folders
    from autograder.schema.course import Course

    course = Course.here()
    return Folders.under(under.resolve() if under else course.root, course)


def where_possible() -> Sandbox:
    """The sandbox, if this machine has one: for code of the course's own."""
    return "none" if lacking() else "bubblewrap"
