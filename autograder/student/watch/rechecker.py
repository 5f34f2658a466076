"""Judges snapshots of a student's work by the public reference, in a thread; the newest snapshot counts.

Each look is a fork of the warm process, so that nothing of an earlier one is left, and an endless loop can be ended.
`watch` hands it snapshots; `autograder submit` checks one, without a thread.
"""

import os
import threading
from dataclasses import dataclass, replace
from queue import SimpleQueue

from autograder.errors import CourseError
from autograder.judging.reference import PublicReference
from autograder.judging.verdict import Verdict
from autograder.mistakes.assessment import verdicts_of
from autograder.sandbox.engine import Engine
from autograder.schema.assignment import Assignment
from autograder.student.snapshot import Snapshot

SHORT_S = 0.1


@dataclass(frozen=True, slots=True)
class Look:
    """A snapshot, and the questions to check in it: those that are waited for, then the others."""

    snapshot: Snapshot
    first: tuple[str, ...]
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """The verdicts on the questions of a look that were asked for together."""

    look: Look
    verdicts: dict[str, Verdict]


def check_snapshot(
    engine: Engine,
    assignment: Assignment,
    reference: PublicReference,
    snapshot: Snapshot,
    names: tuple[str, ...],
    cell_s: float,
) -> dict[str, Verdict]:
    """Run a snapshot and judge some of its questions as a student's `check` does.

    Args:
        engine: Where it runs.
        assignment: What it answers.
        reference: The assignment's public one.
        snapshot: The work.
        names: The questions.
        cell_s: Seconds that a cell, or the calling of an answer, may take.
    """
    questions = tuple(question for question in assignment.questions if question.name in names)
    limits = replace(assignment.limits, cell_s=cell_s, wall_s=cell_s * (6 + len(questions)), spare_s=2 * cell_s)
    job = replace(snapshot.asking(set(names)), limits=limits)
    return verdicts_of(replace(assignment, questions=questions), reference, engine.run(job))


class Rechecker:
    """Checks what it is given last. Use it as a context manager.

    Args:
        engine: Where students' code runs.
        assignment: What is answered.
        reference: The assignment's public one.
        cell_s: Seconds that a cell may take.
        wake: A descriptor that a byte is written to when there is something new in `results`.

    Attributes:
        results: What was checked, or why nothing can be.
    """

    def __init__(
        self, engine: Engine, assignment: Assignment, reference: PublicReference, cell_s: float, wake: int
    ) -> None:
        self.results: SimpleQueue[Checked | CourseError] = SimpleQueue()
        self._engine, self._assignment, self._reference = engine, assignment, reference
        self._cell_s, self._wake = cell_s, wake
        self._changed = threading.Condition()
        self._next: Look | None = None
        self._ended = False
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> "Rechecker":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with self._changed:
            self._ended = True
            self._changed.notify()
        while self._thread.is_alive():  # a run that only just began is not known to the engine yet
            self._engine.cancel()
            self._thread.join(SHORT_S)

    def check(self, look: Look) -> None:
        """Check this next; what is being checked now is out of date."""
        with self._changed:
            self._next = look
            self._changed.notify()
        self.hurry()

    def hurry(self) -> None:
        """End a run that is out of date. To be called again and again: a run that only just began has to be seen."""
        with self._changed:
            if self._next:
                self._engine.cancel()

    def _serve(self) -> None:
        try:
            while look := self._await():
                self._follow(look)
        except CourseError as fault:
            self._tell(fault)

    def _await(self) -> Look | None:
        with self._changed:
            self._changed.wait_for(lambda: self._ended or self._next)
            look, self._next = self._next, None
            return None if self._ended else look

    def _follow(self, look: Look) -> None:
        for names in (look.first, look.others):
            if not names:
                continue
            verdicts = check_snapshot(
                self._engine, self._assignment, self._reference, look.snapshot, names, self._cell_s
            )
            if self._ended or self._next:
                return
            self._tell(Checked(look, verdicts))

    def _tell(self, result: Checked | CourseError) -> None:
        self.results.put(result)
        os.write(self._wake, b".")
