"""Where commands print: standard output and error, progress on a terminal, lines and JSON for programs."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

if TYPE_CHECKING:  # what makes these needs all that grading needs, and students' commands show something too
    from autograder.grading.journal import Row

console = Console()
stderr = Console(stderr=True)


def print_claim(good: bool, claim: str, detail: str) -> None:
    """A line on whether something holds, and below it what does not."""
    console.print(f"{'[green]✓[/]' if good else '[bold red]✗[/]'} {escape(claim)}", highlight=False)
    if detail:
        console.print(f"  {detail}", highlight=False, markup=False)


def first(sentences: Iterable[str], most: int = 20) -> list[str]:
    """The first sentences, and one on how many more there are."""
    found = list(sentences)
    return found if len(found) <= most else [*found[:most], f"… and {len(found) - most} more like these."]


def print_row(row: "Row") -> None:
    """A student's grade as one JSON object."""
    click.echo(json.dumps(asdict(row), ensure_ascii=False))


@contextmanager
def progress(steps: int, quiet: bool) -> Iterator[Callable[[], None]]:
    """A progress bar on stderr over a known number of steps; nothing if `quiet` or not on a terminal.

    Yields:
        A function to call after each step.
    """
    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=stderr,
        transient=True,
        disable=quiet or not stderr.is_terminal,
    )
    task = bar.add_task("grading", total=steps)
    with bar:
        yield lambda: bar.advance(task)
