"""Gives the next hint on a question, from a nudge to nearly the code; the solution comes after them.

`autograder hint`, `check.hint` and a key in `autograder watch` ask for it.
"""

from dataclasses import dataclass
from textwrap import fill

from autograder.errors import CourseError
from autograder.schema.published import known_question
from autograder.student.progress import Attempts, attempts, note_hint


@dataclass(frozen=True, slots=True)
class Hint:
    """One of a question's hints: its level, from 1 to `levels`, and its words."""

    question: str
    level: int
    levels: int
    words: str

    def __str__(self) -> str:
        head = f"{self.question}, hint {self.level} of {self.levels}"
        return f"{head}\n\n{fill(self.words, 88, break_on_hyphens=False)}\n\n{self.following}"

    @property
    def following(self) -> str:
        """What comes after this hint."""
        if self.level < self.levels:
            return "Ask again for the next one, which says more."
        return f"This was the last. When you have checked an answer: autograder solution {self.question}"


def next_hint(name: str, level: int | None = None) -> Hint:
    """The hint of a question after the last that was read, or that of a level; it is noted as read.

    Raises:
        CourseError: There is no such question, or no such hint.
    """
    hints = known_question(name)[1].hints
    if level is None:
        level = min(attempts().get(name, Attempts()).hints + 1, len(hints))
    if not 1 <= level <= len(hints):
        raise CourseError(f"{name} has {len(hints)} hints.", hint="Leave --level out for the next one.")
    note_hint(name, level)
    return Hint(name, level, len(hints), hints[level - 1])
