"""Decides what `autograder watch` shows and checks next, after each save, verdict and key.

`watch` tells it what has happened, `screen` shows what it knows.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from autograder.judging.verdict import Verdict, points_text
from autograder.schema.assignment import Assignment, Question
from autograder.student.hints import Hint, next_hint
from autograder.student.progress import Attempts, attempts, note_attempt
from autograder.student.snapshot import Snapshot
from autograder.student.watch.rechecker import Checked, Look


@dataclass(slots=True)
class Board:
    """What is known of the work that is watched, and which question is shown.

    Attributes:
        assignment: What is worked on.
        course: All assignments, for the progress in the course.
        shown: The question in view; None when all are solved.
        hint: The hint in view, if one was asked for.
        said: What became of the last save or key, in a sentence.
        fault: Why the file can't be read at the moment; "" if it can.
        verdicts: By question, the newest.
        waiting: The questions that are being checked.
    """

    assignment: Assignment
    course: list[Assignment]
    shown: Question | None = None
    hint: Hint | None = None
    said: str = ""
    fault: str = ""
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    waiting: set[str] = field(default_factory=set)
    _snapshot: Snapshot | None = None
    _digests: dict[str, str] = field(default_factory=dict)  # of what the verdicts are about
    _edited: set[str] = field(default_factory=set)  # whose answers changed since they were last judged
    _known: dict[str, Attempts] = field(default_factory=attempts)

    def __post_init__(self) -> None:
        self.shown = self._unsolved_after(None)

    def saved(self, snapshot: Snapshot) -> Look | None:
        """A save: what to check now, if anything changed that matters."""
        before, self._snapshot, self.fault = self._snapshot, snapshot, ""
        names = [question.name for question in self.assignment.questions]
        stale = [name for name in names if snapshot.digests[name] != self._digests.get(name)]
        if before == snapshot:
            return None
        self.waiting, self.said = set(stale), ""
        changed = [name for name in names if before and snapshot.answers[name] != before.answers[name]]
        self._edited.update(changed)
        if changed:
            self._show(self.assignment.question(changed[0]))
        if not stale:
            return None
        first = [name for name in stale if name in changed or (self.shown and name == self.shown.name)] or stale
        return Look(snapshot, tuple(first), tuple(name for name in stale if name not in first))

    def checked(self, result: Checked) -> None:
        """New verdicts; those on what was there before the last save do not count.

        When the question in view is solved, the next comes into view.
        """
        told = result.look.snapshot.digests
        verdicts = {
            name: verdict
            for name, verdict in result.verdicts.items()
            if self._snapshot and self._snapshot.digests[name] == told[name]
        }
        for name, verdict in verdicts.items():
            self.verdicts[name] = verdict
            self._digests[name] = told[name]
            self.waiting.discard(name)
            tried = self._known.get(name, Attempts())
            if verdict.status != "not attempted" and (name in self._edited or verdict.points > tried.best):
                note_attempt(name, verdict.points)
                self._known[name] = tried.with_check(verdict.points)
            self._edited.discard(name)
        if self.shown and self.shown.name in verdicts and self.solved(self.shown):
            verdict = verdicts[self.shown.name]
            points = f"{points_text(verdict.points)} of {points_text(verdict.max_points)} points"
            self.said = f"✓ {self.shown.name} is solved: {points}."
            self._show(self._unsolved_after(self.shown))

    def skip(self) -> None:
        """Show the next question that is not solved; if all are, the next."""
        questions = self.assignment.questions
        at = questions.index(self.shown) + 1 if self.shown else 0
        self.said = ""
        self._show(self._unsolved_after(self.shown) or questions[at % len(questions)])

    def ask(self) -> None:
        """Show the next hint on the question in view; after the last, the first again."""
        if self.shown:
            again = self.hint.level % self.hint.levels + 1 if self.hint else None
            self.hint = next_hint(self.shown.name, again)

    def solved(self, question: Question) -> bool:
        """Whether a question has full points as it stands or, while it was not looked at yet, had them once."""
        if question.name in self.verdicts:
            return self.verdicts[question.name].status == "passed"
        return self.had_full_points(question)

    def had_full_points(self, question: Question) -> bool:
        """Whether a check of a question ever gave full points."""
        return self._known.get(question.name, Attempts()).best >= question.points

    def points(self) -> float:
        """Points of the assignment as its answers stand."""
        return sum(verdict.points for verdict in self.verdicts.values())

    def course_questions(self) -> Iterable[Question]:
        """All questions of the course."""
        return (question for assignment in self.course for question in assignment.questions)

    def _unsolved_after(self, question: Question | None) -> Question | None:
        questions = self.assignment.questions
        at = questions.index(question) + 1 if question else 0
        return next((it for it in (*questions[at:], *questions[:at]) if not self.solved(it)), None)

    def _show(self, question: Question | None) -> None:
        if question != self.shown:
            self.shown, self.hint = question, None
