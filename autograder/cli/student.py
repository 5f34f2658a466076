"""The commands of who learns: `watch`, `submit`, `status`, `hint` and `solution`."""

import os
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.engines import warm_engine
from autograder.cli.options import FILE, clear_errors
from autograder.cli.output import console, stderr
from autograder.errors import CourseError

if TYPE_CHECKING:  # imported late, so that `--help` answers at once
    from autograder.student.own_work import OwnWork


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
    from autograder.schema.course import Course
    from autograder.student.progress import solution_text

    click.echo(solution_text(Course.around(Path.cwd().resolve()), question))


def run_watch(work: "OwnWork", cell_s: float) -> None:
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


def run_submit(work: "OwnWork", out: Path, student: str | None, checks: bool) -> None:
    """Hand in a student's work: say how it stands, write the zip, and go to nbgrader's exchange if there is one."""
    from autograder.cli.tables import show_receipt
    from autograder.student.submit import hand_in_of, to_exchange, user_name, write_hand_in

    out = out.resolve()
    handed_in = hand_in_of(work)
    saved = datetime.fromtimestamp(work.path.stat().st_mtime).strftime("%H:%M on %d %B")
    console.print(f"{work.path.name}, as it was saved at {saved}", highlight=False)
    if checks and handed_in.submission.readable:
        show_standing(work)
    if handed_in.submission.readable:
        show_receipt(handed_in.submission)
    for remark in handed_in.remarks:
        console.print(f"! {remark}", highlight=False, markup=False)
    target = write_hand_in(handed_in, student or user_name(), out)
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


def show_standing(work: "OwnWork") -> None:
    """How a notebook's answers stand: by running them, or where they can't be run, by the checks so far."""
    try:
        console.print("Checking your answers. Ctrl-C hands in without …", highlight=False)
        with warm_engine("none") as engine:
            from autograder.cli.tables import show_verdicts
            from autograder.judging.reference import public_assignments
            from autograder.student.snapshot import snapshot_of
            from autograder.student.watch.rechecker import check_snapshot

            assignment, reference = public_assignments()[work.assignment.id]
            snapshot = snapshot_of(work.path, assignment)
            names = tuple(question.name for question in assignment.questions)
            show_verdicts(check_snapshot(engine, assignment, reference, snapshot, names, assignment.limits.cell_s))
    except KeyboardInterrupt:
        console.print("Not checked.")
    except Exception:  # Windows, the light package, a Keras that does not start: who hands in is not kept from it
        from autograder.cli.course_map import show_checks
        from autograder.student.progress import attempts

        console.print("They can't be run here. By your checks so far:")
        show_checks([work.assignment], attempts())
