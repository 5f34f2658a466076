"""The command line: one function a command; each parses, calls the module that does the work, and shows the result."""

import json
import sys
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, get_args

import click
from rich.console import Console

from autograder import __version__
from autograder.errors import CourseError
from autograder.runs import run_batch, run_class, run_proof, warm_engine
from autograder.sandbox import Sandbox, lacking

console = Console()
stderr = Console(stderr=True)
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
PATHS = click.argument("paths", nargs=-1, required=True, metavar="PATH…")


def clear_errors(command: Callable[..., Any]) -> Callable[..., Any]:
    """Show a CourseError as two lines and exit with 2, instead of a traceback."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except CourseError as error:
            stderr.print(f"[bold red]Error:[/] {error.message}", highlight=False)
            if error.hint:
                stderr.print(f"       {error.hint}", highlight=False)
            sys.exit(2)
        except KeyboardInterrupt:
            stderr.print("\nStopped. What was finished is kept; the same command goes on from there.", highlight=False)
            sys.exit(130)

    return run


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="autograder")
def cli() -> None:
    """Going Deeper: grade Keras answers by what they compute.

    \b
    Try it:          autograder demo
    Your own work:   autograder check my_answers.py
    A class:         autograder grade residual      (everything under submitted/)
    Something off?   autograder doctor

    A student's function is run on several cases; what it builds is compared with the reference solution: shapes,
    parameter counts, outputs with equal weights, behaviour in training. Each command has its own --help.
    """


@cli.command()
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


@cli.command()
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


@cli.command()
@click.argument("assignments", nargs=-1, metavar="[ASSIGNMENT…]")
@click.option("--student", default=None, help="Grade this student only.")
@click.option("--feedback/--no-feedback", default=True, help="Write nbgrader's feedback pages too. Default: yes.")
@click.option("--regrade", is_flag=True, help="Grade again what an earlier run finished.")
@JOBS
@SANDBOX
@JSON
@clear_errors
def grade(
    assignments: tuple[str, ...],
    student: str | None,
    feedback: bool,
    regrade: bool,
    jobs: int | None,
    sandbox: Sandbox,
    as_json: bool,
) -> None:
    """Grade everything under submitted/<student>/<assignment>/ into nbgrader's gradebook.

    Submissions that can't be read earn 0 with a message and are marked for review; the run goes on. A run that was
    stopped goes on where it was, and what has not changed since is not graded again. Exit status: 0 if the run went
    through, whatever the grades; 1 if it failed for a student; 2 usage or no sandbox.
    """
    from autograder.assignment import course_root, declared_assignment, declared_assignments

    chosen = [declared_assignment(name) for name in assignments] or declared_assignments()
    with warm_engine(sandbox) as engine:
        from autograder.grade import Folders, students_with

        folders = Folders.under(course_root())
        work = [(assignment, students_with(assignment, folders, student)) for assignment in chosen]
        if not any(students for _, students in work):
            raise CourseError(
                f"There is nothing to grade under {folders.submitted}.",
                hint="Submissions go to submitted/<student>/<assignment>/<assignment>.ipynb.",
            )
        status = run_class(work, folders, engine, jobs, as_json, feedback, regrade)
    sys.exit(status)


@cli.command()
@click.argument("assignments", nargs=-1, metavar="[ASSIGNMENT…]")
@click.option("--bundle", is_flag=True, help="Also write bundles/<id>.zip: release and public reference, to hand out.")
@clear_errors
def release(assignments: tuple[str, ...], bundle: bool) -> None:
    """Build the solution notebook and the students' release from solutions/<id>/<id>.py."""
    from autograder.assignment import course_root, declared_assignment
    from autograder.bundle import bundle as write_bundle
    from autograder.release import release as build_release

    for name in _chosen(assignments):
        written = build_release(name)
        if bundle:
            written.append(write_bundle(declared_assignment(name)))
        for path in written:
            console.print(f"wrote {path.relative_to(course_root())}", highlight=False)


@cli.command()
@click.argument("assignments", nargs=-1, metavar="[ASSIGNMENT…]")
@click.option("--words", is_flag=True, help="Run nothing: only take over titles, points and hints.")
@clear_errors
def record(assignments: tuple[str, ...], words: bool) -> None:
    """Run the solutions and record the reference, with device, backend and versions."""
    from autograder.assignment import course_root, declared_assignment

    if words:
        from autograder.startup import load_keras

        load_keras()
        from autograder.record import refresh

        for name in _chosen(assignments):
            console.print(f"wrote {refresh(declared_assignment(name)).relative_to(course_root())}", highlight=False)
        return
    with warm_engine(_where_possible()) as engine:
        from autograder.record import record as record_reference

        for name in _chosen(assignments):
            for path in record_reference(declared_assignment(name), engine):
                console.print(f"recorded {path.relative_to(course_root())}", highlight=False)


@cli.command()
@click.argument("assignments", nargs=-1, metavar="[ASSIGNMENT…]")
@click.option("--quick", is_flag=True, help="Leave out the known mistakes.")
@clear_errors
def verify(assignments: tuple[str, ...], quick: bool) -> None:
    """Prove that the course is sound: solutions earn full marks, releases nothing; nothing is stale or leaks.

    Then every known mistake is put into the solutions, one at a time: each must lose points and be told by its name.
    The table that is printed shows which criteria each loses.
    """
    sound = True
    with warm_engine(_where_possible()) as engine:
        from autograder.terminal import print_claim
        from autograder.verify import verify as verify_course

        for finding in verify_course(_chosen(assignments), engine):
            sound = sound and finding.good
            print_claim(finding.good, finding.claim, finding.detail)
    for name in () if quick else _chosen(assignments):
        sound = run_proof(name) and sound
    sys.exit(0 if sound else 1)


@cli.command()
@clear_errors
def status() -> None:
    """Show the map of the course: what you have solved by `check`, what is begun, and what comes next."""
    from autograder.course_map import show_map
    from autograder.progress import attempts, next_question
    from autograder.published import known_assignments

    known = attempts()
    show_map(known_assignments(), known, next_question(known))


@cli.command()
@click.argument("question", metavar="QUESTION")
@click.option("--level", type=click.IntRange(1), default=None, help="This one again. Default: the next.")
@clear_errors
def hint(question: str, level: int | None) -> None:
    """Show the next hint on a question: what to think about, then the structure, then nearly the code in words.

    In a notebook: check.hint("QUESTION").
    """
    from autograder.hints import next_hint

    click.echo(str(next_hint(question, level)))


@cli.command()
@click.argument("question", metavar="QUESTION")
@clear_errors
def solution(question: str) -> None:
    """Show the course's own answer to a question that you have tried: checked at least once."""
    from autograder.progress import solution_text

    click.echo(solution_text(question))


@cli.command()
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


@cli.command()
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
    with warm_engine(_where_possible()) as engine:
        from autograder.demo import set_up

        say.print("Releasing the assignments and handing in for the sample class …", highlight=False)
        work, folders = set_up(root / "demo")
        status = run_class(work, folders, engine, jobs, as_json)
    say.print(f"\nFeedback pages: {(folders.feedback).relative_to(root)}/<student>/<assignment>/<assignment>.html")
    say.print(f"Gradebook:      {folders.gradebook.relative_to(root)} (nbgrader's, SQLite)")
    sys.exit(status)


def _chosen(assignments: Iterable[str]) -> list[str]:
    from autograder.assignment import declared_assignment, declared_assignments

    return [declared_assignment(name).id for name in assignments] or [a.id for a in declared_assignments()]


def _where_possible() -> Sandbox:
    """The sandbox, if this machine has one: for code of the course's own."""
    return "none" if lacking() else "bubblewrap"
