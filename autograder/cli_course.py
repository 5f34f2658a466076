"""The commands of who keeps the course: each parses, calls the module that does the work, and shows the result."""

import json
import os
import sys

import click

from autograder.cli_options import (
    JOBS,
    JSON,
    chosen,
    clear_errors,
    console,
    stderr,
    where_possible,
)
from autograder.runs import run_class, run_proof, warm_engine
from autograder.startup import NO_GPU


@click.command()
@click.argument("assignments", nargs=-1, metavar="[ASSIGNMENT…]")
@click.option("--bundle", is_flag=True, help="Also write bundles/<id>.zip: release and public reference, to hand out.")
@clear_errors
def release(assignments: tuple[str, ...], bundle: bool) -> None:
    """Build the solution notebook and the students' release from solutions/<id>/<id>.py."""
    from autograder.assignment import course_root, declared_assignment
    from autograder.bundle import bundle as write_bundle
    from autograder.release import release as build_release

    for name in chosen(assignments):
        written = build_release(name)
        if bundle:
            written.append(write_bundle(declared_assignment(name)))
        for path in written:
            console.print(f"wrote {path.relative_to(course_root())}", highlight=False)


@click.command()
@click.argument("assignments", nargs=-1, metavar="[ASSIGNMENT…]")
@click.option("--device", type=click.Choice(["cpu", "gpu"]), default=None, help="Default: a GPU if there is one.")
@click.option("--words", is_flag=True, help="Run nothing: only take over titles, points and hints.")
@clear_errors
def record(assignments: tuple[str, ...], device: str | None, words: bool) -> None:
    """Run the solutions and record the reference, with device, backend and versions.

    Numbers are computed in full float32 (no TensorFloat-32). KERAS_BACKEND chooses tensorflow, jax or torch.
    """
    from autograder.assignment import course_root, declared_assignment

    if words:
        from autograder.startup import load_keras

        load_keras()
        from autograder.record import refresh

        for name in chosen(assignments):
            console.print(f"wrote {refresh(declared_assignment(name)).relative_to(course_root())}", highlight=False)
        return
    if device == "cpu":
        os.environ.update(NO_GPU)
    with warm_engine(where_possible()) as engine:
        from autograder.devices import require_gpu
        from autograder.record import record as record_reference

        if device == "gpu":
            require_gpu()

        for name in chosen(assignments):
            for path in record_reference(declared_assignment(name), engine):
                console.print(f"recorded {path.relative_to(course_root())}", highlight=False)


@click.command()
@click.argument("assignments", nargs=-1, metavar="[ASSIGNMENT…]")
@click.option("--quick", is_flag=True, help="Leave out the known mistakes.")
@clear_errors
def verify(assignments: tuple[str, ...], quick: bool) -> None:
    """Prove that the course is sound: solutions earn full marks, releases nothing; nothing is stale or leaks.

    Then every known mistake is put into the solutions, one at a time: each must lose points and be told by its name.
    The table that is printed shows which criteria each loses.
    """
    sound = True
    with warm_engine(where_possible()) as engine:
        from autograder.terminal import print_claim
        from autograder.verify import verify as verify_course

        for finding in verify_course(chosen(assignments), engine):
            sound = sound and finding.good
            print_claim(finding.good, finding.claim, finding.detail)
    for name in () if quick else chosen(assignments):
        sound = run_proof(name) and sound
    sys.exit(0 if sound else 1)


@click.command()
@JSON
def doctor(as_json: bool) -> None:
    """Say what works on this machine, and how to fix the rest."""
    from autograder.doctor import examine
    from autograder.terminal import show_findings

    findings = list(examine())
    if as_json:
        for finding in findings:
            click.echo(json.dumps({"name": finding.name, "status": finding.status, "detail": finding.detail}))
    else:
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
    from autograder.assignment import course_root

    say = stderr if as_json else console
    root = course_root()
    with warm_engine(where_possible()) as engine:
        from autograder.demo import set_up

        say.print("Releasing the assignments and handing in for the sample class …", highlight=False)
        work, folders = set_up(root / "demo")
        status = run_class(work, folders, engine, jobs, as_json)
    say.print(f"\nFeedback pages: {(folders.feedback).relative_to(root)}/<student>/<assignment>/<assignment>.html")
    say.print(f"Gradebook:      {folders.root.relative_to(root)}/gradebook.db (nbgrader's, SQLite)")
    sys.exit(status)
