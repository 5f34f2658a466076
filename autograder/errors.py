"""The faults of a course or its machine. A student's mistakes are verdicts, never exceptions."""

from collections.abc import Iterable


class CourseError(Exception):
    """Something is wrong with the course or this machine; says what, and what to do.

    Args:
        message: What is wrong, in one sentence.
        hint: What to do next.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(f"{message} {hint}".strip())
        self.message = message
        self.hint = hint


def no_question(name: str | None, known: Iterable[str]) -> CourseError:
    """What to raise where no question has this name: it lists those there are."""
    return CourseError(f"There is no question {name!r}.", hint=f"Questions: {', '.join(known)}.")


class BadSubmission(Exception):
    """A submission that can't be graded as it is: needs a person's look. The message is shown to the student."""


class BadEvidence(Exception):
    """Evidence that is malformed or beyond the caps. It earns nothing and is marked for review."""
