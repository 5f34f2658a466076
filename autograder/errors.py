"""The faults of a course or its machine. A student's mistakes are verdicts, never exceptions."""

import errno
from collections.abc import Iterable, Iterator


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


def install(extra: str) -> str:
    """How to get the packages of an extra, for a hint: this package is on no index, but in a clone of the course."""
    return f"pip install './Going-Deeper[{extra}]', where ./Going-Deeper is a clone of the course"


def machine_fault(error: BaseException) -> CourseError | None:
    """What this machine refused, with the next step, if that is what an exception or one behind it comes from.

    Full disks, missing rights, and what SQLite says of a gradebook's file; None for everything else.
    """
    for cause in _behind(error):
        if isinstance(cause, OSError) and cause.errno in _REFUSALS:
            what, hint = _REFUSALS[cause.errno]
            return CourseError(what.format(cause.filename or "a file"), hint=f"{hint} {_AGAIN}")
        if type(cause).__module__ == "sqlite3":
            for words, (what, hint) in _SQLITE.items():
                if words in str(cause):
                    return CourseError(what, hint=f"{hint} {_AGAIN}")
    return None


def _behind(error: BaseException | None) -> Iterator[BaseException]:
    """An exception, what it wraps, and what was raised before it; each once."""
    todo, seen = [error], set()
    while todo:
        cause = todo.pop(0)
        if isinstance(cause, BaseException) and id(cause) not in seen:
            seen.add(id(cause))
            yield cause
            todo += [getattr(cause, "orig", None), cause.__cause__, cause.__context__]  # `orig` is SQLAlchemy's


_AGAIN = "Then run the same command again."
_FULL = "The disk is full: {} can't be written.", "Make room on it (`df -h` shows how full disks are)."
_RIGHTS = "There is no permission to read or write {}.", "Give yourself the right (`ls -l` shows whose it is)."
_FOLDER = "{} is in the way: a folder where a file belongs, or the other way round.", "Move it away."
_REFUSALS = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EACCES: _RIGHTS,
    errno.EPERM: _RIGHTS,
    errno.EROFS: ("{} is on a disk that can only be read.", "Mount it so that it can be written."),
    errno.EISDIR: _FOLDER,
    errno.EEXIST: _FOLDER,
    errno.ENOTDIR: _FOLDER,
}
_SQLITE = {
    "disk is full": ("The disk is full: the gradebook can't be written.", _FULL[1]),
    "readonly database": ("The gradebook is read-only: its file, its folder or its disk can't be written.", _RIGHTS[1]),
    "is locked": (
        "The gradebook is locked: another program is writing to it.",
        "Wait for the other `autograder grade`, or close what has it open: formgrader, a database browser.",
    ),
    "unable to open": (
        "The gradebook can't be opened: its folder is missing or closed to you, or a folder has its name.",
        "Look at where it should be (`ls -l`).",
    ),
    "not a database": (
        "The gradebook's file is damaged: it is no SQLite database.",
        "Put the latest of .autograder/backups in its place.",
    ),
    "malformed": ("The gradebook's file is damaged.", "Put the latest of .autograder/backups in its place."),
    "disk I/O error": ("The gradebook's disk fails when it is read or written.", "See whether it is full or broken."),
}


class BadSubmission(Exception):
    """A submission that can't be graded as it is: needs a person's look. The message is shown to the student."""


class BadEvidence(Exception):
    """Evidence that is malformed or beyond the caps. It earns nothing and is marked for review."""
