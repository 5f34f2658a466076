"""What was graded, kept line by line, so that a run that was stopped goes on where it was.

A line is written once a student's grade and feedback are saved. It holds a key of everything that the grade came from:
when the submission, the course or the grader changes, the key does too, and the submission is graded again.
"""

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from autograder.digests import key_of


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
        score: Points in the gradebook, those by hand included, less the penalty for being late.
        before: The score after the last run, if it was another.
        why: What has changed it since.
        again: Questions with points by hand for an answer that has changed since: a person should look again.
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
    score: float | None = None
    before: float | None = None
    why: list[str] = field(default_factory=list)
    again: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Basis:
    """What a score comes from, as keys and times: by what differs one tells why the score does.

    Attributes:
        submission: What was handed in.
        points: What each question is worth.
        course: The assignment, its reference and its release.
        kit: This package.
        sandbox: Where code ran.
        by_hand: The points that a person gave.
        due: When it was due, extensions included.
        collected: When it came.
        penalty: Points that being late costs.
    """

    submission: str = ""
    points: str = ""
    course: str = ""
    kit: str = ""
    sandbox: str = ""
    by_hand: str = ""
    due: str = ""
    collected: str = ""
    penalty: float = 0.0

    @property
    def key(self) -> str:
        """A key of what has to be run again when it changes."""
        return key_of(self.submission, self.points, self.course, self.kit, self.sandbox)

    def since(self, last: "Basis") -> list[str]:
        """What has changed since `last`, in words; the most telling first."""
        said = {
            "new submission": "submission",
            "new points": "points",
            "new reference": "course",
            "new version": "kit",
            "other sandbox": "sandbox",
            "by hand": "by_hand",
            "due date": "due",
            "collection time": "collected",
        }
        found = [words for words, name in said.items() if getattr(self, name) != getattr(last, name)]
        if "new points" in found and "new reference" in found:  # both stand in assignment.toml
            found.remove("new reference")
        if not found and self.penalty != last.penalty:
            return ["penalty settings"]
        return found or ["regraded"]


class Journal:
    """The rows of an assignment that are finished, by student.

    Args:
        path: A file of JSON Lines; it need not exist. A last line that was cut off is left out.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._found: dict[str, tuple[str, Row, Basis | None]] = {}
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        for line in lines:
            try:
                entry = json.loads(line)
                basis = Basis(**entry["basis"]) if "basis" in entry else None  # older journals have none
                self._found[entry["row"]["student"]] = entry["key"], Row(**entry["row"]), basis
            except (ValueError, KeyError, TypeError):
                continue

    def finished(self, student: str, key: str) -> Row | None:
        """A student's row, if it came from the same as what `key` stands for."""
        known, row, _ = self._found.get(student, ("", None, None))
        return row if known == key else None

    def last(self, student: str) -> tuple[Row, Basis] | None:
        """A student's last row, and what it came from; None if there is none that says so."""
        _, row, basis = self._found.get(student, ("", None, None))
        return (row, basis) if row and basis else None

    def rows(self) -> dict[str, Row]:
        """The last row of every student."""
        return {student: row for student, (_, row, _) in self._found.items()}

    def add(self, key: str, row: Row, basis: Basis | None = None) -> None:
        """Keep a row; it is on disk when this returns."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        entry = {"key": key, "row": asdict(row)} | ({"basis": asdict(basis)} if basis else {})
        line = json.dumps(entry, ensure_ascii=False)
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
