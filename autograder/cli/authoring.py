"""The commands of who keeps the course: `release`, `record`, `spread`, `verify`, `doctor` and `demo`."""

import contextlib
import json
import os
import sys
from typing import TYPE_CHECKING

import click

from autograder.cli.engines import warm_engine
from autograder.cli.grading import run_class
from autograder.cli.options import JOBS, JSON, clear_errors, where_possible
from autograder.cli.output import console, print_claim, stderr
from autograder.errors import CourseError
from autograder.startup import NO_GPU, load_keras

if TYPE_CHECKING:  # imported late, so that `--help` answers at once
    from autograder.schema.assignment import Assignment

DEVICE = click.option(
    "--device", type=click.Choice(["cpu", "gpu"]), default=None, help="Default: a GPU if there is one."
)


@click.command()
@click.argument("assignments", nargs=-1, metavar="[ASSIGNMENT…]")
@click.option("--bundle", is_flag=True, help="Also write bundles/<id>.zip: release and public reference, to hand out.")
@clear_errors
def release(assignments: tuple[str, ...], bundle: bool) -> None:
    """Build the solution notebook and the students' release from solutions/<id>/<id>.py.

    Points come from assignment.toml: into the notebooks' cells, into their prose, where the source has
    {{points QUESTION}}, and into what students' `check` knows.
    """
    from autograder.instructor.authoring.bundle import bundle as write_bundle
    from autograder.instructor.authoring.reference_files import refresh
    from autograder.instructor.authoring.release import release as build_release
    from autograder.schema.course import Course

    course = Course.here()
    for assignment in course.chosen(assignments):
        written = build_release(assignment)
        with contextlib.suppress(CourseError):  # there is more to record than words: `grade` and `verify` say so
            written.append(refresh(assignment))
        if bundle:
            written.append(write_bundle(assignment))
        for path in written:
            console.print(f"wrote {path.relative_to(course.root)}", highlight=False)


@click.command()
@click.argument("assignments", nargs=-1, metavar="[ASSIGNMENT…]")
@DEVICE
@click.option("--numbers", is_flag=True, help="Run no notebook: compute the numbers of what is recorded anew.")
@click.option("--words", is_flag=True, help="Run nothing: only take over titles, points and hints.")
@clear_errors
def record(assignments: tuple[str, ...], device: str | None, numbers: bool, words: bool) -> None:
    """Run the solutions and record the reference, with device, backend and versions.

    Numbers are computed in full float32 (no TensorFloat-32). KERAS_BACKEND chooses tensorflow, jax or torch. With
    --numbers, Keras and a backend are all it takes: use it on a machine with a GPU and nothing else.
    """
    from autograder.schema.course import Course

    course = Course.here()
    load_on(device)
    with contextlib.nullcontext() if numbers or words else warm_engine(where_possible()) as engine:
        from autograder.instructor.authoring.reference_files import compute_again, refresh

        for assignment in course.chosen(assignments):
            if words:
                written = [refresh(assignment)]
            elif numbers:
                written = compute_again(assignment)
            else:
                from autograder.instructor.authoring.record import record as record_reference

                assert engine is not None
                written = record_reference(assignment, engine)
            for path in written:
                console.print(f"recorded {path.relative_to(course.root)}", highlight=False)


@click.command()
@DEVICE
@click.option("--mistakes", is_flag=True, help="Also find the nearest known mistakes anew, which takes minutes.")
@clear_errors
def spread(device: str | None, mistakes: bool) -> None:
    """Measure how far rounding moves the solutions' numbers on this device, against float64.

    Writes data/spread.json and data/spread.md. The limits in autograder/judging/tolerances.py come from these.
    KERAS_BACKEND chooses tensorflow, jax or torch; Keras is all it takes.
    """
    from autograder.schema.course import Course

    course = Course.here()
    load_on(device)
    from autograder.instructor.authoring.rounding import (
        keep_nearest,
        keep_spread,
        measure_spread,
        read_spread,
        spread_tables,
    )

    keep_spread(course, measure_spread(course))
    if mistakes:
        keep_nearest(course)
    click.echo(spread_tables(read_spread(course)))


@click.command()
@click.argument("assignments", nargs=-1, metavar="[ASSIGNMENT…]")
@click.option("--quick", is_flag=True, help="Leave out the known mistakes.")
@clear_errors
def verify(assignments: tuple[str, ...], quick: bool) -> None:
    """Prove that the course is sound: solutions earn full marks, releases nothing; nothing is stale or leaks.

    Then every known mistake is put into the solutions, one at a time: each must lose points and be told by its name.
    The table that is printed shows which criteria each loses.
    """
    from autograder.schema.course import Course

    sound, chosen = True, Course.here().chosen(assignments)
    with warm_engine(where_possible()) as engine:
        from autograder.instructor.authoring.verify import verify as verify_course

        for claim in verify_course(chosen, engine):
            sound = sound and claim.holds
            print_claim(claim.holds, claim.text, claim.detail)
    for assignment in () if quick else chosen:
        sound = run_proof(assignment) and sound
    sys.exit(0 if sound else 1)


@click.command()
@JSON
def doctor(as_json: bool) -> None:
    """Say what works on this machine, and how to fix the rest."""
    from autograder.cli.doctor import examine

    findings = list(examine())
    if as_json:
        for finding in findings:
            click.echo(json.dumps({"name": finding.name, "status": finding.status, "detail": finding.detail}))
    else:
        from autograder.cli.tables import show_findings  # imports Keras, which by now is there without its noise

        show_findings(findings)
    sys.exit(1 if any(finding.status == "missing" for finding in findings) else 0)


@click.command()
@JOBS
@JSON
@clear_errors
def demo(jobs: int | None, as_json: bool) -> None:
    """Grade a sample class, from release to feedback pages, in the folder demo/.

    Makes everything anew each time: the release, the submissions (from data/class), a fresh gradebook, grades through
    nbgrader, feedback pages. The submissions are the kit's own: without a sandbox it runs them all the same, and says
    so.
    """
    from autograder.schema.course import Course

    say = stderr if as_json else console
    course = Course.here()
    root = course.root
    with warm_engine(where_possible(), judges=True) as engine:
        from autograder.instructor.authoring.demo import set_up

        say.print("Releasing the assignments and handing in for the sample class …", highlight=False)
        work, folders = set_up(course, root / "demo")
        status = run_class(work, folders, engine, jobs, as_json)
    say.print(f"\nFeedback pages: {(folders.feedback).relative_to(root)}/<student>/<assignment>/<assignment>.html")
    say.print(f"Gradebook:      {folders.root.relative_to(root)}/gradebook.db (nbgrader's, SQLite)")
    sys.exit(status)


def load_on(device: str | None) -> None:
    """Import Keras so that it computes on "cpu", "gpu" or what there is.

    Raises:
        CourseError: There is no GPU.
    """
    if device == "cpu":
        os.environ.update(NO_GPU)
    load_keras()
    if device == "gpu":
        from autograder.networks.devices import require_gpu

        require_gpu()


def run_proof(assignment: "Assignment") -> bool:
    """Whether the judge knows an assignment's mistakes; says so, question by question."""
    from autograder.cli.tables import show_mistakes
    from autograder.instructor.authoring.mistakes_proof import claims, trials
    from autograder.judging.reference import PUBLIC_SEED, official_reference
    from autograder.mistakes.making import cases_with_mistakes

    reference = official_reference(assignment, PUBLIC_SEED)
    tried, good = [], True
    for question in assignment.questions:
        mine = [trial for case in cases_with_mistakes(question) for trial in trials(question, case, reference)]
        for claim in claims(assignment.id, question.name, mine) if mine else ():
            good = good and claim.holds
            print_claim(claim.holds, claim.text, claim.detail)
        tried += mine
    show_mistakes(tried)
    return good
