"""Judges notebooks and Python files without a class around them: one line per path and question.

The commands `check` and `judge` call it (`cli.answer_files`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from autograder.errors import BadSubmission, no_question
from autograder.grading.session import released
from autograder.judging.reference import (
    VALUE_SEED,
    OfficialReference,
    PublicReference,
    official_reference,
    public_assignments,
)
from autograder.judging.verdict import Verdict
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


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one question in one path, and what was odd about the path.

    Without a verdict, `message` says why nothing could be judged.
    """

    path: str
    assignment: str | None
    question: str | None
    verdict: Verdict | None
    message: str = ""
    notes: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The line as a program reads it."""
        head: dict[str, Any] = {"path": self.path, "assignment": self.assignment, "question": self.question}
        head |= {"notes": list(self.notes)} if self.notes else {}
        if self.verdict is None:
            points = {"points": 0.0, "max_points": 0.0, "criteria": [], "diagnosis": None}
            return head | {"status": "error", **points, "message": self.message}
        criteria = [
            {
                "name": line.name,
                "outcome": line.outcome.result,
                "points": line.points,
                "max_points": line.max_points,
                "message": line.outcome.message,
            }
            for line in self.verdict.criteria
        ]
        return head | {
            "status": self.verdict.status,
            "points": self.verdict.points,
            "max_points": self.verdict.max_points,
            "criteria": criteria,
            "diagnosis": self.verdict.diagnosis.sentence if self.verdict.diagnosis else None,
            "message": self.verdict.message,
        }


@dataclass(frozen=True, slots=True)
class _Work:
    """A path that is being run: its assignment, and the questions that it will have lines for whatever happens."""

    path: str
    assignment: Assignment
    expected: frozenset[str]
    notes: tuple[str, ...] = ()


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
        """Run and judge every path, side by side; lines come as they are ready, a path's lines together."""
        ready: list[Line] = []
        todo = self._prepare(paths, ready)
        for work, result in engine.run_all(todo, jobs):
            yield from ready
            ready.clear()
            yield from self._conclude(work, result)
        yield from ready

    def _prepare(self, paths: Iterable[str], ready: list[Line]) -> Iterator[tuple[_Work, Job]]:
        for name in paths:
            try:
                yield from self._jobs(name)
            except BadSubmission as fault:
                ready.append(Line(name, None, None, None, str(fault)))

    def _jobs(self, name: str) -> list[tuple[_Work, Job]]:
        path = Path(name)
        if not path.exists():
            raise BadSubmission("There is no such file.")
        return [self._script_job(path) if path.suffix.lower() == ".py" else self._notebook_job(path)]

    def _script_job(self, path: Path) -> tuple[_Work, Job]:
        source, notes = source_of(read_untrusted(path, self.assignments[0].limits.submission_kib * 1024))
        questions = tuple(question for assignment in self.assignments for question in assignment.questions)
        named = Reader(question.name for question in questions).names_of(source)
        written = named.written | named.placeholders
        expected = frozenset(q.name for q in questions if q.name in written or self.only is not None)
        files = tuple(file for assignment in self.assignments for file in assignment.files)
        whole = Assignment("", "", questions, self.assignments[0].limits, files)
        cells = (Cell("", source), *(Cell(CHECK + q.name, "", q.name) for q in questions))
        job = Job(cells, questions, whole.limits, VALUE_SEED, script=True, files=extra_files(path, whole))
        return _Work(str(path), whole, expected, tuple(notes)), self._beside(job, path.parent)

    def _notebook_job(self, path: Path) -> tuple[_Work, Job]:
        assignment = assignment_of(path, self.assignments)
        if assignment is None:
            raise BadSubmission("None of the course's answer cells are in this notebook.")
        folder = path if path.is_dir() else path.parent
        release = released(assignment) if self.official else released_notebook(assignment.id, folder)
        submission = read(path, assignment, release)
        if not submission.readable:
            raise BadSubmission(" ".join(submission.notes))
        job, _ = job_of(submission, assignment, VALUE_SEED if self.official else 0)
        expected = frozenset(question.name for question in assignment.questions)
        return _Work(str(path), assignment, expected, tuple(submission.notes)), self._beside(job, folder)

    def _beside(self, job: Job, folder: Path) -> Job:
        """The job where the file lies, as Jupyter would run it, if that is the student's own machine."""
        return job if self.official else replace(job, folder=str(folder.resolve()))

    def _conclude(self, work: _Work, result: JobResult) -> Iterator[Line]:
        found = 0
        for assignment in self.assignments:
            questions = tuple(
                question
                for question in assignment.questions
                if question.name in work.expected or question.name in result.evidence
            )
            if work.assignment.id not in ("", assignment.id) or not questions:
                continue
            part = replace(assignment, questions=questions)
            for name, verdict in verdicts_of(part, self._references[assignment.id], result).items():
                found += 1
                yield Line(work.path, assignment.id, name, verdict, notes=work.notes)
        if not found:
            why = next((missing.why for missing in result.missing.values() if missing.status != "not attempted"), "")
            if result.ending != "finished":
                why = f"the run ended early: {result.ending}"
            yield Line(work.path, None, None, None, f"It defines none of the questions' functions. {why}".strip())
