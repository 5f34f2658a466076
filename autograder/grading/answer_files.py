"""Judges notebooks and Python files without a class around them: one line per path and question.

The commands `check` and `judge` call it (`cli.answer_files`): `check` with a `batch.Batch` of its own, `judge` with one
in the process that judges.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

from autograder.errors import BadSubmission
from autograder.grading.judging_process import NotJudged
from autograder.grading.session import judging
from autograder.judging.verdict import Verdict, as_plain, from_plain
from autograder.sandbox.engine import Engine
from autograder.schema.job import Job, JobResult


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one question in one path, and what was odd about the path.

    Without a verdict, `message` says why nothing could be judged; with one, `text` is what a person reads.
    """

    path: str
    assignment: str | None
    question: str | None
    verdict: Verdict | None
    message: str = ""
    notes: tuple[str, ...] = ()
    text: str = ""

    @classmethod
    def of(cls, plain: dict[str, Any]) -> "Line":
        """The line that `as_plain` wrote."""
        verdict = plain["verdict"] and from_plain(plain["verdict"])
        return cls(**{**plain, "verdict": verdict, "notes": tuple(plain["notes"])})

    def as_plain(self) -> dict[str, Any]:
        """The line as JSON can hold it, for another process of ours."""
        return {key: getattr(self, key) for key in self.__slots__} | {
            "verdict": as_plain(self.verdict) if self.verdict else None
        }

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
class Work:
    """A path that is being run.

    Attributes:
        path: As it was given.
        assignment: The id of the assignment that it answers, "" for a script.
        expected: The questions that it will have lines for whatever happens.
        notes: What was odd about it.
    """

    path: str
    assignment: str
    expected: list[str]
    notes: list[str]


class Judge(Protocol):
    """What makes a job of a path, and lines of its result."""

    def prepare(self, path: str) -> tuple[Work, Job]:
        """The job of a path. Raises BadSubmission if there is none."""
        ...

    def conclude(self, work: Work, result: JobResult) -> Iterable[Line]:
        """What became of it."""
        ...


def judge_files(judge: Judge, paths: Iterable[str], engine: Engine, jobs: int) -> Iterator[Line]:
    """Run and judge every path, side by side; lines come as they are ready, a path's lines together."""
    ready: list[Line] = []

    def todo() -> Iterator[tuple[Work, Job]]:
        for path in paths:
            try:
                yield judge.prepare(path)
            except BadSubmission as fault:
                ready.append(Line(path, None, None, None, str(fault)))

    for _, lines in engine.run_all(todo(), jobs, lambda work, result: list(judge.conclude(work, result))):
        yield from ready
        ready.clear()
        yield from lines
    yield from ready


class Official:
    """Judges by the full references, within limits: see `judging_process`.

    Args:
        only: Name of the one question to look at.
    """

    def __init__(self, only: str | None = None) -> None:
        self._where = {"place": str(Path.cwd()), "only": only}

    def prepare(self, path: str) -> tuple[Work, Job]:
        try:
            found = judging().first("prepare_path", path=path, **self._where)
        except NotJudged as fault:
            raise BadSubmission(f"It could not be read: {fault}.") from None
        if "line" in found:
            raise BadSubmission(found["line"])
        return Work(**found["work"]), Job.decode(found["job"].encode())

    def conclude(self, work: Work, result: JobResult) -> list[Line]:
        try:
            lines = list(judging().ask("conclude_path", result.encode(), work=asdict(work), **self._where))
        except NotJudged as fault:
            return [Line(work.path, None, None, None, f"It could not be judged: {fault}.", tuple(work.notes))]
        return [Line.of(line) for line in lines]
