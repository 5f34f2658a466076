"""Grades a class: everything under `submitted/`, through nbgrader, into its gradebook, with feedback.

The command `autograder grade` calls it (`cli.grading`).
"""

import contextlib
import io
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from nbgrader.api import MissingEntry

from autograder.digests import key_of, key_of_files
from autograder.errors import CourseError, machine_fault
from autograder.grading.autograde import CourseAutograde, CourseFeedback
from autograder.grading.gradebook import gradebook_exists, open_gradebook
from autograder.grading.graded import Graded, Prepared, concluded, prepared
from autograder.grading.journal import Basis, Journal, Row
from autograder.grading.keeping import Keeper
from autograder.grading.nbgrader_setup import Folders, convert, course_directory
from autograder.grading.pages import says
from autograder.grading.session import released, require_gradable
from autograder.grading.standing import settle
from autograder.grading.submitted import submitted_folder
from autograder.paths import kit_files
from autograder.reading.untrusted import digest_of
from autograder.sandbox.bubblewrap import Sandbox
from autograder.sandbox.engine import Engine
from autograder.schema.assignment import Assignment
from autograder.schema.cells import nbgrader_settings
from autograder.schema.job import Job, JobResult


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

    What an earlier run finished is not graded again, unless the submission, the course or the grader has changed. What
    else changed the score since, points by hand or a due date say, is seen to without running anything.

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
    require_gradable(assignment)
    keys = _Keys(assignment, folders, engine.sandbox)
    journal = Journal(folders.journals / f"{assignment.id}.jsonl")
    keeper.begin(assignment, journal.rows(), keys.in_gradebook)
    saver = _Saver(assignment, folders, keeper, journal, engine.sandbox, feedback)
    done: list[Row] = []

    def todo() -> Iterator[tuple[tuple[str, Basis, Prepared], Job]]:
        for student in students:
            basis = keys.of(student)
            earlier = None if regrade or not keys.saved(student) else journal.finished(student, basis.key)
            if earlier is not None:
                done.append(saver.settle(replace(earlier), basis))
                continue
            work = prepared(assignment, keys.folder(student))
            if work.job:
                yield (student, basis, work), work.job
            else:
                done.append(saver.save(student, concluded(assignment, work, None, feedback), basis))

    def judged(key: tuple[str, Basis, Prepared], result: JobResult) -> Graded | str:
        return result.fault or concluded(assignment, key[2], result, feedback)

    for (student, basis, _), found in engine.run_all(todo(), jobs, judged):
        if isinstance(found, str):
            yield Row(student, assignment.id, sandbox=engine.sandbox, fault=found)
            continue
        yield saver.save(student, found, basis)
        yield from done
        done.clear()
    yield from done


class _Keys:
    """What each student's grade comes from, and whether it is where it belongs."""

    def __init__(self, assignment: Assignment, folders: Folders, sandbox: str) -> None:
        course, name = assignment.course, assignment.id
        sources = [course.solution(name) / "assignment.toml", course.reference(name), course.release(name)]
        cells = map(nbgrader_settings, released(assignment).cells)
        worth = [f"{cell['grade_id']} {cell['points']}" for cell in cells if cell.get("grade")]
        self._basis = Basis("", key_of(*worth), key_of_files(sources), key_of_files(kit_files()), sandbox)
        self._assignment, self._folders = assignment, folders
        self.in_gradebook = _students_in(folders.gradebook, assignment)

    def folder(self, student: str) -> Path:
        """What a student has handed in."""
        return submitted_folder(self._folders.submitted, student, self._assignment.id)

    def of(self, student: str) -> Basis:
        """What a student's grade comes from, apart from what the gradebook alone knows."""
        return replace(self._basis, submission=digest_of(self.folder(student)))

    def saved(self, student: str) -> bool:
        """Whether a student's grade and graded notebook are there."""
        graded = self._folders.autograded / student / self._assignment.id / f"{self._assignment.id}.ipynb"
        return student in self.in_gradebook and graded.exists()


def _students_in(gradebook: str, assignment: Assignment) -> set[str]:
    """Students whose submissions a gradebook has."""
    if not gradebook_exists(gradebook):
        return set()
    with open_gradebook(gradebook) as book:
        try:
            return {str(submission.student_id) for submission in book.assignment_submissions(assignment.id)}
        except MissingEntry:
            return set()


class _Saver:
    """Puts grades where they belong: the gradebook, the graded notebook, the feedback page and the journal."""

    def __init__(
        self,
        assignment: Assignment,
        folders: Folders,
        keeper: Keeper,
        journal: Journal,
        sandbox: Sandbox,
        feedback: bool,
    ) -> None:
        self._assignment, self._folders, self._journal = assignment, folders, journal
        self._keeper, self._sandbox, self._feedback = keeper, sandbox, feedback
        root = assignment.course.root
        self._directory = course_directory(
            assignment.course,
            submitted_directory=os.path.relpath(folders.submitted, root),
            autograded_directory=os.path.relpath(folders.autograded, root),
            feedback_directory=os.path.relpath(folders.feedback, root),
            db_url=folders.gradebook,
        )

    def save(self, student: str, graded: Graded, basis: Basis) -> Row:
        """Save what a student's submission has earned."""
        name = self._assignment.id
        self._begin_writing()  # here, as the first submissions run meanwhile
        questions = {
            question: {
                "status": verdict.status,
                "points": verdict.points,
                "mistakes": list(verdict.diagnosis.mistakes) if verdict.diagnosis else [],
            }
            for question, verdict in graded.verdicts.items()
        }
        notes, seconds = graded.submission.notes, round(graded.seconds, 2)
        row = Row(student, name, graded.points, graded.review, notes, questions, self._sandbox, seconds)
        with _faults_of(row):
            convert(CourseAutograde, self._directory, student, name, force=True, graded=graded)
        return row if row.fault else self.settle(row, basis, fresh=True)

    def _begin_writing(self) -> None:
        self._keeper.enter(self._assignment)

    def settle(self, row: Row, basis: Basis, fresh: bool = False) -> Row:
        """Have everything follow what changed without being run, and say in the row what the score is now and why.

        Args:
            row: The student's row.
            basis: What was run came from this.
            fresh: Whether it has just been saved.
        """
        student, name = row.student, self._assignment.id
        page = self._folders.feedback / student / name / f"{name}.html"
        with _faults_of(row):
            now = settle(self._assignment.course, self._folders.gradebook, name, student, self._begin_writing)
            if self._feedback and (fresh or not says(page, now.shown)):
                convert(CourseFeedback, self._directory, student, name, force=True)
            basis = replace(basis, by_hand=now.by_hand, due=now.due, collected=now.collected, penalty=now.penalty)
            row.score, row.review, row.again = now.score, now.review, now.again
            last = self._journal.last(student)
            if fresh or last != (row, basis):
                self._journal.add(basis.key, row, basis)
            if last and last[0].score is not None and round(now.score - last[0].score, 2):
                row.before, row.why = last[0].score, basis.since(last[1])
        return row


@contextlib.contextmanager
def _faults_of(row: Row) -> Iterator[None]:
    """Note in a student's row what goes wrong: the others are graded all the same."""
    try:
        with contextlib.redirect_stderr(io.StringIO()):
            yield
    except CourseError:
        raise
    except Exception as error:
        row.fault = str(machine_fault(error) or f"{type(error).__name__}: {error}")
