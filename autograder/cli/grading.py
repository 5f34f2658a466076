"""The commands of who grades a class: `grade`, `report`, `export` and `similar`."""

import signal
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.engines import cluster_of_workers, warm_engine
from autograder.cli.options import (
    FILE,
    GPU,
    JOBS,
    JSON,
    SANDBOX,
    TARGETS,
    UNDER,
    clear_errors,
    folders_under,
)
from autograder.cli.output import console, first, stderr
from autograder.errors import CourseError
from autograder.sandbox.bubblewrap import NO_SANDBOX, Sandbox

if TYPE_CHECKING:  # imported late, so that `--help` answers at once
    from autograder.grading.nbgrader_setup import Folders
    from autograder.instructor.exports.export import Target
    from autograder.sandbox.engine import Engine
    from autograder.schema.assignment import Assignment


@click.command()
@click.argument("assignments", nargs=-1, metavar="[ASSIGNMENT…]")
@click.option("--student", default=None, help="Grade this student only.")
@click.option("--feedback/--no-feedback", default=True, help="Write nbgrader's feedback pages too. Default: yes.")
@click.option("--regrade", is_flag=True, help="Grade again what an earlier run finished.")
@click.option("--scheduler", metavar="ADDRESS", default=None, help="Run submissions on a Dask scheduler's workers.")
@click.option("--workers", type=click.IntRange(1), default=None, help="Run them on so many Dask workers, started here.")
@JOBS
@SANDBOX
@GPU
@JSON
@clear_errors
def grade(
    assignments: tuple[str, ...],
    student: str | None,
    feedback: bool,
    regrade: bool,
    scheduler: str | None,
    workers: int | None,
    jobs: int | None,
    sandbox: Sandbox,
    gpu: bool,
    as_json: bool,
) -> None:
    """Grade everything under submitted/<student>/<assignment>/ into nbgrader's gradebook.

    Submissions that can't be read earn 0 with a message and are marked for review; the run goes on. A run that was
    stopped goes on where it was, and what has not changed since is not graded again. Points that a person gave stay;
    penalties follow due dates and extensions without a run. Whose score changed since the last run, and why, is said
    at the end. Exit status: 0 if the run went through, whatever the grades; 1 if it failed for a student; 2 usage or
    no sandbox.

    Before the first grade of a run is saved, the gradebook is copied to .autograder/backups/; the last five copies are
    kept. One in PostgreSQL is not: that is for the server's own backup. A gradebook that is gone although students were
    graded is not made anew; the message says how to go on.

    \b
    Beyond one machine, with the extra `dask` and the same versions of everything on all of them:
      export DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES=1
      dask scheduler                                               (on one; prints its ADDRESS)
      dask worker ADDRESS --nthreads 1 --nworkers 16               (on each that runs submissions)
      autograder grade ASSIGNMENT --scheduler ADDRESS              (where the course is)

    Only submissions run there, each in the sandbox; judging and the gradebook stay here. --jobs says how many are out
    at a time; by default as many as there are workers. A worker that is lost costs what it was running, which runs
    again. A submission that takes its workers with it fails alone and is tried again in the next run. Whoever reaches a
    scheduler can run code on it and its workers: keep them in a network that you trust, or use tls:// addresses as
    Dask's configuration says.
    """
    from autograder.schema.course import Course

    if scheduler and workers:
        raise CourseError("--scheduler has its own workers.", hint="Leave out --workers, or --scheduler.")
    course = Course.here()
    chosen = course.chosen(assignments)
    beyond = scheduler or workers
    if beyond and gpu:
        raise CourseError("Workers compute on processors.", hint="Leave out --gpu, or --scheduler and --workers.")
    with (
        cluster_of_workers(sandbox, scheduler, workers) if beyond else warm_engine(sandbox, gpu, judges=True) as engine
    ):
        from autograder.grading.nbgrader_setup import Folders
        from autograder.grading.submitted import not_understood, students_with

        folders = Folders.under(course.root, course)
        for note in first(not_understood(folders.submitted, [it.id for it in course.assignments()])):
            stderr.print(f"submitted/{note}", highlight=False, markup=False, soft_wrap=True)
        work = [(assignment, students_with(assignment, folders, student)) for assignment in chosen]
        if not any(students for _, students in work):
            raise CourseError(
                f"There is nothing to grade under {folders.submitted}.",
                hint="autograder collect FILE.zip puts submissions there, into <student>/<assignment>/.",
            )
        status = run_class(work, folders, engine, jobs, as_json, feedback, regrade)
    sys.exit(status)


@click.command()
@click.argument("assignments", nargs=-1, metavar="[ASSIGNMENT…]")
@UNDER
@clear_errors
def report(assignments: tuple[str, ...], under: Path | None) -> None:
    """Write a page about each graded assignment: scores, questions, mistakes, who to look at, what grading cost.

    The page is one file without scripts, reports/<id>.html, light and dark and printable; beside it is a CSV file with
    a row per student and question. Written questions that were graded in formgrader are in it. Without names: every
    assignment that was graded.
    """
    from autograder.instructor.reports.report import report_page, write_table
    from autograder.instructor.results import graded_classes

    folders = folders_under(under)
    for results in graded_classes(assignments, folders):
        page = folders.root / "reports" / f"{results.assignment.id}.html"
        page.parent.mkdir(exist_ok=True)
        page.write_text(report_page(results, folders.autograded), encoding="utf-8")
        write_table(results, page.with_suffix(".csv"))
        console.print(f"wrote {page} and {page.with_suffix('.csv').name}", highlight=False, soft_wrap=True)


@click.command()
@click.argument("assignments", nargs=-1, metavar="[ASSIGNMENT…]")
@click.option("--to", "target", type=click.Choice(TARGETS), required=True, help="The system to write files for.")
@click.option("--into", type=FILE, default=None, help="What was downloaded from it, to fill in.")
@click.option("--out", type=FILE, default=None, help="Where to write. Default: in exports/.")
@click.option("--column", metavar="NAME", default=None, help="Canvas: the column, if not called as the assignment.")
@UNDER
@clear_errors
def export(
    assignments: tuple[str, ...],
    target: "Target",
    into: Path | None,
    out: Path | None,
    column: str | None,
    under: Path | None,
) -> None:
    """Write grades into files that other systems take, or an autograder that runs in them.

    \b
    canvas       fills in the gradebook downloaded from Canvas (--into grades.csv)
    moodle       fills in Moodle's grading worksheet (--into FILE); without, a file for its grade import
    csv          a row per student, a column per question
    gradescope   an autograder zip; submissions there are judged officially
    classroom50  an autograder zip; submissions there are graded as by `check`

    Who handed in nothing gets no grade, not 0. What needs a look is said on stderr: written questions that wait for a
    person, students whom the file does not know. Exit status: 0 written, 2 usage.
    """
    from autograder.instructor.exports.export import export as export_to

    for written in export_to(list(assignments), target, folders_under(under), into, out, column):
        console.print(f"wrote {written.path}", highlight=False, markup=False, soft_wrap=True)
        for note in written.notes:
            stderr.print(note, highlight=False, markup=False, soft_wrap=True)


@click.command()
@click.argument("assignment", metavar="ASSIGNMENT")
@click.option("--least", type=click.FloatRange(0, 1), default=0.8, show_default=True, help="From which similarity on.")
@UNDER
@clear_errors
def similar(assignment: str, least: float, under: Path | None) -> None:
    """List pairs of submissions whose code is alike: similarity, not proof.

    Only what students wrote is compared; names, comments, layout and released code count for nothing, and in a class of
    ten or more nothing that more than half of them have. The page reports/<id>-similar.html shows the passages side by
    side. Short answers are alike anyway: of the 7,294 pairs of right answers to the same assignment in this course's
    own collection, 145 reach 0.8, most of them variants of one another. Needs copydetect,
    which the extra `similar` has.
    """
    from autograder.startup import load_keras

    load_keras()  # what comes next imports it, and not without noise
    from autograder.grading.session import released
    from autograder.grading.submitted import students_with, submitted_folder
    from autograder.instructor.reports.similar import own_code, similar_pairs, similarity_page

    folders = folders_under(under)
    declared = folders.course.assignment(assignment)
    release = released(declared)
    students = students_with(declared, folders)
    if len(students) < 2:
        raise CourseError(
            f"There are not two submissions of {assignment} under {folders.submitted}.",
            hint="Submissions go to submitted/<student>/<assignment>/<assignment>.ipynb.",
        )
    places = {it: submitted_folder(folders.submitted, it, assignment) for it in students}
    codes = {student: own_code(folder, declared, release) for student, folder in places.items()}
    given = "\n\n".join(cell.source for cell in release.cells if cell.cell_type == "code")
    pairs = similar_pairs(codes, given, least)
    page = folders.root / "reports" / f"{assignment}-similar.html"
    page.parent.mkdir(exist_ok=True)
    page.write_text(similarity_page(declared.title, pairs, len(codes), least), encoding="utf-8")
    for pair in pairs[:20]:
        line = f"{pair.similarity:4.0%}  {pair.first} and {pair.second}, {pair.length} characters"
        console.print(line, highlight=False, markup=False)
    console.print(f"{len(pairs)} pairs of {len(codes)} submissions: similarity, not proof.", highlight=False)
    console.print(f"wrote {page}", highlight=False, markup=False, soft_wrap=True)


def run_class(
    work: "list[tuple[Assignment, list[str]]]",
    folders: "Folders",
    engine: "Engine",
    jobs: int | None,
    as_json: bool,
    feedback: bool = True,
    regrade: bool = False,
) -> int:
    from autograder.cli.output import print_row, progress
    from autograder.cli.tables import show_changes, show_class
    from autograder.grading.grade_class import grade as grade_class
    from autograder.grading.keeping import Keeper

    keeper = Keeper(folders)
    failed, stopped = False, remembered_interrupt()
    for assignment, students in work:
        rows = []
        with progress(len(students), as_json) as advance:
            parallel = jobs or engine.default_jobs(assignment.limits)
            for row in grade_class(assignment, students, folders, keeper, engine, parallel, feedback, regrade):
                rows.append(row)
                failed = failed or bool(row.fault)
                advance()
                if as_json:
                    print_row(row)
                if stopped.is_set():
                    raise KeyboardInterrupt
        if rows and not as_json:
            show_class(assignment, rows)
            show_changes(rows)
    for note in keeper.said:
        stderr.print(note, highlight=False, markup=False, soft_wrap=True)
    if not as_json:
        console.print("A written question is graded by hand, in nbgrader's formgrader.", highlight=False)
        console.print(f"Sandbox: {NO_SANDBOX if engine.sandbox == 'none' else engine.sandbox}.", highlight=False)
    return 1 if failed else 0


def remembered_interrupt() -> threading.Event:
    """What is set by Ctrl-C: Python prints and forgets an interrupt that comes while a callback runs."""
    from autograder.grading.session import judging

    stopped = threading.Event()

    def interrupt(*_: object) -> None:
        stopped.set()
        judging().stop()
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, interrupt)
    return stopped
