"""Grades a class: everything under `submitted/`, through nbgrader, into its gradebook, with feedback.

The command `autograder grade` calls it (`cli.grading`).
"""

import contextlib
import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from nbgrader.api import MissingEntry

from autograder.digests import key_of, key_of_files
from autograder.errors import CourseError, machine_fault
from autograder.grading.autograde import CourseAutograde, CourseFeedback
from autograder.grading.gradebook import gradebook_exists, open_gradebook
from autograder.grading.graded import Graded, conclude, prepare, unreadable
from autograder.grading.journal import Journal, Row
from autograder.grading.keeping import Keeper
from autograder.grading.nbgrader_setup import Folders, convert, course_directory
from autograder.grading.session import released, require_gradable
from autograder.grading.submitted import submitted_folder
from autograder.paths import kit_files
from autograder.reading.submission import Submission, read
from autograder.reading.untrusted import digest_of
from autograder.sandbox.engine import Engine
from autograder.schema.assignment import Assignment
from autograder.schema.job import Job


def grade(
    assignment: Assignment,
    students: list[str],
    folders: Folders,
    keeper: Keeper,
    engine: Engine,
    jobs: int,
    feedback: bool = True,
    regrade: bool = False,
) -> Iterator[Row]:
    """Grade students' submissions side by side and save each as it is ready.

    What an earlier run finished is not graded again, unless the submission, the course or the grader has changed.

    Args:
        assignment: What to grade.
        students: Whose submissions, as folders under `submitted`.
        folders: Where to read and write.
        keeper: Keeps the gradebook that is there.
        engine: What runs them.
        jobs: How many submissions to run at a time.
        feedback: Whether to write nbgrader's feedback pages.
        regrade: Whether to grade again what is finished.

    Yields:
        One row per student, as it is saved.

    Raises:
        CourseError: The course can't be graded: release or reference is missing or out of date, or the gradebook lost.
    """
    reference = require_gradable(assignment)
    keys = _Keys(assignment, folders, feedback)
    journal = Journal(folders.journals / f"{assignment.id}.jsonl")
    keeper.begin(assignment, journal.rows(), keys.in_gradebook)
    save = _saver(assignment, folders, keeper, engine, feedback)
    under_way: dict[str, tuple[Submission, list[int], str]] = {}
    done: list[Row] = []

    def finish(student: str, graded: Graded, key: str) -> Row:
        row = save(student, graded)
        if not row.fault:
            journal.add(key, row)
        return row

    def todo() -> Iterator[tuple[str, Job]]:
        for student in students:
            key = key_of(keys.of(student), engine.sandbox)
            earlier = None if regrade or not keys.saved(student) else journal.finished(student, key)
            if earlier is not None:
                done.append(earlier)
                continue
            submission = read(keys.folder(student), assignment, released(assignment))
            if submission.readable:
                job, indices = prepare(submission, assignment)
                under_way[student] = submission, indices, key
                yield student, job
            else:
                done.append(finish(student, unreadable(submission, assignment), key))

    for student, result in engine.run_all(todo(), jobs):
        submission, indices, key = under_way.pop(student)
        if result.fault:
            yield Row(student, assignment.id, sandbox=engine.sandbox, fault=result.fault)
            continue
        try:
            graded = conclude(submission, assignment, reference, indices, result)
        except Exception as error:  # what came back was forged in a way that nobody thought of
            submission.notes.append(f"What it sent back could not be read ({type(error).__name__}).")
            graded = unreadable(submission, assignment)
        yield finish(student, graded, key)
        yield from done
        done.clear()
    yield from done


class _Keys:
    """What each student's grade comes from, and whether it is where it belongs."""

    def __init__(self, assignment: Assignment, folders: Folders, feedback: bool) -> None:
        course, name = assignment.course, assignment.id
        sources = [course.solution(name) / "assignment.toml", course.reference(name), course.release(name)]
        sources += kit_files()
        self._course = key_of_files(sources)
        self._assignment, self._folders, self._feedback = assignment, folders, feedback
        self.in_gradebook = _students_in(folders.gradebook, assignment)

    def folder(self, student: str) -> Path:
        """What a student has handed in."""
        return submitted_folder(self._folders.submitted, student, self._assignment.id)

    def of(self, student: str) -> str:
        """The key of a student's submission."""
        return key_of(self._course, digest_of(self.folder(student)))

    def saved(self, student: str) -> bool:
        """Whether a student's grade, graded notebook and feedback, if asked for, are there."""
        place = Path(student) / self._assignment.id / self._assignment.id
        made = [(self._folders.autograded / place).with_suffix(".ipynb")]
        if self._feedback:
            made.append((self._folders.feedback / place).with_suffix(".html"))
        return student in self.in_gradebook and all(path.exists() for path in made)


def _students_in(gradebook: str, assignment: Assignment) -> set[str]:
    """Students whose submissions a gradebook has."""
    if not gradebook_exists(gradebook):
        return set()
    with open_gradebook(gradebook) as book:
        try:
            return {str(submission.student_id) for submission in book.assignment_submissions(assignment.id)}
        except MissingEntry:
            return set()


def _saver(
    assignment: Assignment, folders: Folders, keeper: Keeper, engine: Engine, feedback: bool
) -> Callable[[str, Graded], Row]:
    course = assignment.course
    directory = course_directory(
        course,
        submitted_directory=os.path.relpath(folders.submitted, course.root),
        autograded_directory=os.path.relpath(folders.autograded, course.root),
        feedback_directory=os.path.relpath(folders.feedback, course.root),
        db_url=folders.gradebook,
    )

    def save(student: str, graded: Graded) -> Row:
        keeper.enter(assignment)  # here, as the first submissions run meanwhile
        questions = {
            name: {
                "status": verdict.status,
                "points": verdict.points,
                "mistakes": list(verdict.diagnosis.mistakes) if verdict.diagnosis else [],
            }
            for name, verdict in graded.verdicts.items()
        }
        notes, sandbox = graded.submission.notes, engine.sandbox
        seconds = round(graded.seconds, 2)
        row = Row(student, assignment.id, graded.points, graded.review, notes, questions, sandbox, seconds)
        said = io.StringIO()
        try:
            with contextlib.redirect_stderr(said):
                convert(CourseAutograde, directory, student, assignment.id, force=True, graded=graded)
                if feedback:
                    convert(CourseFeedback, directory, student, assignment.id, force=True)
        except CourseError:
            raise
        except Exception as error:
            row.fault = str(machine_fault(error) or f"{type(error).__name__}: {error}")
        return row

    return save
