"""The command of who has a class' work in a download: `collect`."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.markup import escape
from rich.table import Table

from autograder.cli.options import FILE, JSON, clear_errors
from autograder.cli.output import console, first, stderr

if TYPE_CHECKING:  # imported late, so that `--help` answers at once
    from autograder.instructor.collecting.collect import Collection


@click.command()
@click.argument("download", type=FILE, metavar="FILE.zip")
@click.argument("assignment", required=False)
@click.option("--roster", type=FILE, default=None, help="Canvas' gradebook or Moodle's worksheet: who is who.")
@JSON
@clear_errors
def collect(download: Path, assignment: str | None, roster: Path | None, as_json: bool) -> None:
    """Put what a class handed in elsewhere into submitted/<student>/<assignment>/, the newest of each.

    \b
    Canvas    Assignment, Download Submissions; --roster is what Grades, Export gives
    Moodle    Assignment, Download all submissions; --roster is what Download grading worksheet gives
    zips      of `autograder submit`, residual-ada.zip say: one, or many in one zip
    folders   <student>/<file> or <student>/<assignment>/<file>, in a zip

    ASSIGNMENT can be left out where the files say it. With --roster, folders are called by login, and it is said whom
    the roster does not know and who is missing; without, by the name in the download. `export` finds both. An earlier
    submission is replaced as a whole; one that has not changed stays untouched. Late marks are shown, and no time is
    noted: what a zip says of times is when it was downloaded.

    Exit status: 0 if everything in the download was taken or can be done without; 1 if something in it was not, which
    is listed; 2 usage, or nothing was collected.
    """
    from autograder.instructor.collecting.collect import collect as collect_download
    from autograder.schema.course import Course

    done = collect_download(download, Course.here(), assignment, roster)
    if as_json:
        print_lines(done)
    else:
        show(done)
    for note in notes_on(done):
        stderr.print(note, highlight=False, markup=False, soft_wrap=True)
    sys.exit(1 if any(not it.fine for it in done.not_taken.values()) else 0)


def print_lines(done: "Collection") -> None:
    """A JSON object per student, per file that was not taken, and per student of whom there is nothing."""
    lines = [{"assignment": done.assignment, **asdict(it)} for it in done.students]
    lines += [{"assignment": done.assignment, "not_taken": name, **asdict(it)} for name, it in done.not_taken.items()]
    lines += [{"assignment": done.assignment, "missing": name} for name in done.missing]
    for line in lines:
        click.echo(json.dumps(line, ensure_ascii=False))


def show(done: "Collection") -> None:
    """A table of the students, and their number."""
    table = Table(title=done.assignment, title_justify="left")
    for column in ("student", "in the download", "", "", "files"):
        table.add_column(column, overflow="fold")
    for it in done.students:
        late = "late" if it.late else ""
        table.add_row(escape(it.student), escape(it.called), it.outcome, late, escape(", ".join(it.files)))
    console.print(table)
    outcomes = [it.outcome for it in done.students]
    counts = ", ".join(f"{outcomes.count(word)} {word}" for word in ("new", "replaced", "unchanged"))
    late = sum(it.late for it in done.students)
    console.print(f"Collected {len(outcomes)} of {done.assignment}: {counts}; {late} late.", highlight=False)


def notes_on(done: "Collection") -> list[str]:
    """What the instructor should read: strangers, who is missing, and files that were left in the download."""
    notes = list(done.notes)
    if strangers := [it.called for it in done.students if it.known is False]:
        notes.append(f"Not on the roster, collected by the name in the download: {', '.join(strangers)}.")
    if done.missing:
        notes.append(f"Handed in nothing: {len(done.missing)}: {', '.join(done.missing)}.")
    lost = [f"Not taken: {name}: {it.why}." for name, it in done.not_taken.items() if not it.fine]
    fine = [f"Passed over: {name}: {it.why}." for name, it in done.not_taken.items() if it.fine]
    return [*notes, *lost, *first(fine)]
