"""A class in, grades and feedback out: everything under `submitted/`, through nbgrader, into its gradebook."""

import contextlib
import io
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry

from autograder.assignment import Assignment, course_root
from autograder.course import CourseAutograde, GenerateFeedback, converter, course_directory
from autograder.engine import Engine
from autograder.errors import CourseError
from autograder.grading import Graded, conclude, prepare, unreadable
from autograder.ingest import ingest
from autograder.nbgrader_plugin import ready, reference_for_run, released
from autograder.release import build


@dataclass(frozen=True, slots=True)
class Folders:
    """Where a grading run reads and writes; by default the course's own folders."""

    submitted: Path
    autograded: Path
    feedback: Path
    gradebook: Path

    @classmethod
    def under(cls, root: Path) -> "Folders":
        """The usual names under one folder."""
        return cls(root / "submitted", root / "autograded", root / "feedback", root / "gradebook.db")


@dataclass(slots=True)
class Row:
    """One student's line in the summary. `fault` says why there is no grade, if the run itself failed for it."""

    student: str
    assignment: str
    graded: Graded
    fault: str = ""


def students_with(assignment: Assignment, folders: Folders, only: str | None = None) -> list[str]:
    """Students who handed in a folder for an assignment, by name."""
    found = sorted(path.parent.name for path in folders.submitted.glob(f"*/{assignment.id}"))
    return [student for student in found if only is None or student == only]


def grade(
    assignment: Assignment, students: list[str], folders: Folders, engine: Engine, jobs: int, feedback: bool = True
) -> Iterator[Row]:
    """Grade students' submissions side by side and save each as it is ready.

    Args:
        assignment: What to grade.
        students: Whose submissions, as folders under `submitted`.
        folders: Where to read and write.
        engine: What runs them.
        jobs: How many submissions to run at a time.
        feedback: Whether to write nbgrader's feedback pages.

    Yields:
        One row per student, as it is saved.

    Raises:
        CourseError: The course can't be graded: there is no release or no reference.
    """
    _, release = released(assignment.id)
    reference = reference_for_run(assignment.id)
    enter_assignment(assignment, folders)
    submissions = {
        student: ingest(folders.submitted / student / assignment.id / f"{assignment.id}.ipynb", assignment, release)
        for student in students
    }
    save = _saver(assignment, folders, feedback)
    indices = {}
    todo = []
    for student, submission in submissions.items():
        if submission.readable:
            job, indices[student] = prepare(submission, assignment)
            todo.append((student, job))
        else:
            yield save(student, unreadable(submission, assignment))
    for student, result in engine.run_all(todo, jobs):
        graded = conclude(submissions[student], assignment, reference, indices[student], result)
        yield save(student, graded)


def enter_assignment(assignment: Assignment, folders: Folders) -> None:
    """Make sure that the gradebook knows the assignment and its cells."""
    import tempfile

    course_directory()  # puts alembic on PATH
    folders.gradebook.parent.mkdir(parents=True, exist_ok=True)
    with Gradebook(f"sqlite:///{folders.gradebook}") as gradebook:
        try:
            if gradebook.find_assignment(assignment.id).notebooks:
                return
        except MissingEntry:
            pass
    with tempfile.TemporaryDirectory(prefix="autograder-release-") as scratch:
        build(assignment.id, Path(scratch), folders.gradebook)


def _saver(assignment: Assignment, folders: Folders, feedback: bool) -> Callable[[str, Graded], Row]:
    directory = course_directory(
        submitted_directory=os.path.relpath(folders.submitted, course_root()),
        autograded_directory=os.path.relpath(folders.autograded, course_root()),
        feedback_directory=os.path.relpath(folders.feedback, course_root()),
        db_url=f"sqlite:///{folders.gradebook}",
    )

    def save(student: str, graded: Graded) -> Row:
        ready[student, assignment.id] = graded
        row = Row(student, assignment.id, graded)
        said = io.StringIO()
        try:
            with contextlib.redirect_stderr(said):
                converter(CourseAutograde, directory, student, assignment.id, force=True).start()
                if feedback:
                    converter(GenerateFeedback, directory, student, assignment.id, force=True).start()
        except CourseError:
            raise
        except Exception as error:
            row.fault = f"{type(error).__name__}: {error}"
        finally:
            ready.pop((student, assignment.id), None)
        return row

    return save
