"""Notes how far a student's checks are in a small file in their home, for `status`, `hint` and `solution`.

`check` in a notebook, the command `autograder check` and `watch.state` note them.
"""

import contextlib
import json
import os
from collections.abc import Callable, Iterable
from dataclasses import astuple, dataclass, replace
from pathlib import Path

from autograder.atomic_write import atomic_write
from autograder.errors import CourseError
from autograder.schema.assignment import Assignment, Question
from autograder.schema.course import Course
from autograder.schema.published import known_assignments, known_question

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"


@dataclass(frozen=True, slots=True)
class Attempts:
    """How often a question was checked, the most points that a check gave, and how many hints were read."""

    count: int = 0
    best: float = 0.0
    hints: int = 0

    def with_check(self, points: float) -> "Attempts":
        """These and one more check."""
        return replace(self, count=self.count + 1, best=max(self.best, points))


def progress_file() -> Path:
    """Where attempts are noted: `progress.json` in `GOING_DEEPER_HOME`, or in `.going-deeper` at home."""
    return Path(os.environ.get("GOING_DEEPER_HOME") or Path.home() / ".going-deeper") / "progress.json"


def note_attempt(question: str, points: float) -> None:
    """Note a check that came to a verdict. Where nothing can be written, nothing is noted."""
    _note(question, lambda before: before.with_check(points))


def note_hint(question: str, level: int) -> None:
    """Note that the hints up to this level were read. Where nothing can be written, nothing is noted."""
    _note(question, lambda before: replace(before, hints=max(before.hints, level)))


def _note(question: str, change: Callable[[Attempts], Attempts]) -> None:
    if os.environ.get("NBGRADER_EXECUTION") == "autograde":  # set by nbgrader: whoever grades does not attempt
        return
    with contextlib.suppress(OSError, RuntimeError):
        known = attempts()
        known[question] = change(known.get(question, Attempts()))
        path = progress_file()
        path.parent.mkdir(parents=True, exist_ok=True)
        with atomic_write(path) as draft:
            draft.write_text(json.dumps({name: astuple(it) for name, it in known.items()}), encoding="utf-8")


def attempts() -> dict[str, Attempts]:
    """What was noted, by question; nothing if the file is not there or not ours."""
    try:
        data = json.loads(progress_file().read_text(encoding="utf-8"))
        return {
            str(name): Attempts(int(count), float(best), *map(int, hints[:1]))
            for name, (count, best, *hints) in data.items()
        }
    except (OSError, ValueError, TypeError, AttributeError, RuntimeError):
        return {}


def next_question(known: dict[str, Attempts], among: Iterable[Assignment] | None = None) -> Question | None:
    """The first question of the course, or of some assignments, that has not full points yet."""
    chosen = known_assignments() if among is None else among
    questions = (question for assignment in chosen for question in assignment.questions)
    return next((it for it in questions if known.get(it.name, Attempts()).best < it.points), None)


def solution_text(course: Course | None, name: str) -> str:
    """The course's own answer to a question, for those who tried.

    Raises:
        CourseError: There is no such question, it was not tried, or the solutions are not here.
    """
    owner = known_question(name)[0].id
    if attempts().get(name, Attempts()).count == 0:
        hint = f"Write an answer, run check({name}) in the notebook, and ask again. A wrong one is told its mistake."
        raise CourseError(f"You have not tried {name} yet.", hint=hint)
    path = course and course.solution(owner) / f"{owner}.py"
    if path is None or not path.exists():
        raise CourseError("The solutions are not here.", hint="They come with the course's repository.")
    cells = path.read_text(encoding="utf-8").split("\n# %%")
    cell = next(it for it in cells if f'"grade_id": "{name}"' in it.split("\n", 1)[0])
    lines = cell.split("\n")[1:]
    return "\n".join(line for line in lines if line.strip() not in (BEGIN, END)).strip()
