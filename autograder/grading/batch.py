"""Judges notebooks and Python files against one kind of reference, in this process.

`check` does so with the student's own files. Other people's are judged in a process with limits, which has one of these
(`judging_worker`).
"""

import threading
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from autograder.errors import BadSubmission, no_question
from autograder.grading.answer_files import Line, Work, judge_files
from autograder.grading.session import released
from autograder.judging.display import as_text
from autograder.judging.reference import (
    OfficialReference,
    PublicReference,
    official_reference,
    public_assignments,
)
from autograder.mistakes.assessment import verdicts_of
from autograder.reading.code import Reader
from autograder.reading.decoding import source_of
from autograder.reading.submission import assignment_of, extra_files, job_of, read
from autograder.reading.untrusted import read_untrusted
from autograder.sandbox.engine import Engine
from autograder.schema.assignment import Assignment
from autograder.schema.course import Course
from autograder.schema.job import CHECK, Cell, Job, JobResult
from autograder.schema.published import released_notebook


class Batch:
    """Judges paths against one kind of reference.

    Args:
        official: Whether to use the full reference with a fresh seed; else the public one, as `check` does.
        only: Name of the one question to look at.

    Raises:
        CourseError: There is no such question, or a reference is missing.
    """

    def __init__(self, official: bool, only: str | None = None) -> None:
        self.official, self.only = official, only
        self._judging = threading.Lock()
        self._references: dict[str, OfficialReference | PublicReference] = {}
        self.assignments: list[Assignment] = []
        known = Course.here().assignments() if official else [it for it, _ in public_assignments().values()]
        for assignment in known:
            questions = tuple(q for q in assignment.questions if only is None or q.name == only)
            if not questions:
                continue
            self._references[assignment.id] = (
                official_reference(assignment) if official else public_assignments()[assignment.id][1]
            )
            self.assignments.append(replace(assignment, questions=questions))
        if not self.assignments:
            names = [question.name for assignment in known for question in assignment.questions]
            raise no_question(only, names)

    def judge(self, paths: Iterable[str], engine: Engine, jobs: int) -> Iterator[Line]:
        """Run and judge every path; see `judge_files`."""
        return judge_files(self, paths, engine, jobs)

    def prepare(self, path: str) -> tuple[Work, Job]:
        """The job of a path.

        Raises:
            BadSubmission: There is none; says why.
        """
        file = Path(path)
        if not file.exists():
            raise BadSubmission("There is no such file.")
        return self._script_job(file) if file.suffix.lower() == ".py" else self._notebook_job(file)

    def _script_job(self, path: Path) -> tuple[Work, Job]:
        source, notes = source_of(read_untrusted(path, self.assignments[0].limits.submission_kib * 1024))
        questions = tuple(question for assignment in self.assignments for question in assignment.questions)
        named = Reader(question.name for question in questions).names_of(source)
        written = named.written | named.placeholders
        expected = [q.name for q in questions if q.name in written or self.only is not None]
        files = tuple(file for assignment in self.assignments for file in assignment.files)
        whole = Assignment("", "", questions, self.assignments[0].limits, files)
        cells = (Cell("", source), *(Cell(CHECK + q.name, "", q.name) for q in questions))
        seeds = {q.name: self._seed(it) for it in self.assignments for q in it.questions}
        job = Job(cells, questions, whole.limits, seeds, script=True, files=extra_files(path, whole))
        return Work(str(path), "", expected, notes), self._beside(job, path.parent)

    def _notebook_job(self, path: Path) -> tuple[Work, Job]:
        assignment = assignment_of(path, self.assignments)
        if assignment is None:
            raise BadSubmission("None of the course's answer cells are in this notebook.")
        folder = path if path.is_dir() else path.parent
        release = released(assignment) if self.official else released_notebook(assignment.id, folder)
        submission = read(path, assignment, release)
        if not submission.readable:
            raise BadSubmission(" ".join(submission.notes))
        job, _ = job_of(submission, assignment, self._seed(assignment))
        expected = [question.name for question in assignment.questions]
        return Work(str(path), assignment.id, expected, submission.notes), self._beside(job, folder)

    def _seed(self, assignment: Assignment) -> int:
        reference = self._references[assignment.id]
        return reference.value_seed if isinstance(reference, OfficialReference) else 0

    def _beside(self, job: Job, folder: Path) -> Job:
        """The job where the file lies, as Jupyter would run it, if that is the student's own machine."""
        return job if self.official else replace(job, folder=str(folder.resolve()))

    def conclude(self, work: Work, result: JobResult) -> list[Line]:
        """What became of a path: a line per question. One after the other, as Keras has one state for all threads."""
        with self._judging:
            return list(self._lines(work, result))

    def _lines(self, work: Work, result: JobResult) -> Iterator[Line]:
        found, notes = 0, tuple(work.notes)
        for assignment in self.assignments:
            questions = tuple(
                question
                for question in assignment.questions
                if question.name in work.expected or question.name in result.evidence
            )
            if work.assignment not in ("", assignment.id) or not questions:
                continue
            part = replace(assignment, questions=questions)
            for name, verdict in verdicts_of(part, self._references[assignment.id], result).items():
                found += 1
                yield Line(work.path, assignment.id, name, verdict, notes=notes, text=as_text(verdict))
        if not found:
            why = next((missing.why for missing in result.missing.values() if missing.status != "not attempted"), "")
            if result.ending != "finished":
                why = f"the run ended early: {result.ending}"
            yield Line(
                work.path, None, None, None, f"It defines none of the questions' functions. {why}".strip(), notes
            )
