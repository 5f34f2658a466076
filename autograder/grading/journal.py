"""What was graded, kept line by line, so that a run that was stopped goes on where it was.

A line is written once a student's grade and feedback are saved. It holds a key of everything that the grade came from:
when the submission, the course or the grader changes, the key does too, and the submission is graded again.
"""

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any


@dataclass(slots=True)
class Row:
    """One student's line in the summary.

    Attributes:
        student: Their name.
        assignment: The assignment's id.
        points: Points earned on all questions.
        review: Whether a person should look at it.
        notes: Sentences about the submission as a whole.
        questions: By name of the question, its status, its points and the names of the mistakes that were recognised.
        sandbox: Where the student's code ran.
        seconds: How long it ran there, wall clock.
        fault: Why there is no grade, if the run itself failed for this student.
    """

    student: str
    assignment: str
    points: float = 0.0
    review: bool = False
    notes: list[str] = field(default_factory=list)
    questions: dict[str, dict[str, Any]] = field(default_factory=dict)
    sandbox: str = "bubblewrap"
    seconds: float = 0.0
    fault: str = ""


class Journal:
    """The rows of an assignment that are finished, by student.

    Args:
        path: A file of JSON Lines; it need not exist. A last line that was cut off is left out.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._found: dict[str, tuple[str, Row]] = {}
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        for line in lines:
            try:
                entry = json.loads(line)
                self._found[entry["row"]["student"]] = entry["key"], Row(**entry["row"])
            except (ValueError, KeyError, TypeError):
                continue

    def finished(self, student: str, key: str) -> Row | None:
        """A student's row, if it came from the same as what `key` stands for."""
        known, row = self._found.get(student, ("", None))
        return row if known == key else None

    def rows(self) -> dict[str, Row]:
        """The last row of every student."""
        return {student: row for student, (_, row) in self._found.items()}

    def add(self, key: str, row: Row) -> None:
        """Keep a row; it is on disk when this returns."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        line = json.dumps({"key": key, "row": asdict(row)}, ensure_ascii=False)
        with self._path.open("a", encoding="utf-8") as file:
            if file.tell() and not self._ends_with_newline():
                file.write("\n")
            file.write(line + "\n")
            file.flush()
            os.fsync(file.fileno())

    def _ends_with_newline(self) -> bool:
        with self._path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read(1) == b"\n"
