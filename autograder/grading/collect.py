"""Notes when nbgrader collected a submission, so that the collector says it and not the student.

A `timestamp.txt` lies in the folder that a student hands in, so it says whatever the student wrote. `Collect`, which
`nbgrader_config.py` puts in the place of nbgrader's collector, notes beside the course when each submission came;
`autograde` and `standing` enter that in the gradebook.
"""

import glob
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.exchange.default.collect import ExchangeCollect

from autograder.atomic_write import atomic_write

RECORD = Path(".autograder") / "collected.json"


class Collect(ExchangeCollect):
    """nbgrader's `collect`, which follows no link and notes each submission's time where students can't write."""

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:
        others = [path for path in Path(src).rglob("*") if path.is_symlink() or not (path.is_file() or path.is_dir())]
        ignored = self.coursedir.ignore
        self.coursedir.ignore = [*ignored, *(glob.escape(path.name) for path in others)]
        try:
            super().do_copy(src, dest, log)
        finally:
            self.coursedir.ignore = ignored
        for path in others:
            self.log.warning("Not collected, as it is a link or device: %s", path)
        record = self._path_to_record(src)
        time = record["timestamp"].replace(tzinfo=UTC)  # nbgrader's times are UTC without saying so
        note_time(Path(self.coursedir.root), self.coursedir.assignment_id, record["username"], time)


def note_time(root: Path, assignment: str, student: str, time: datetime) -> None:
    """Keep when a student's submission of an assignment came."""
    known = _known(root)
    known.setdefault(assignment, {})[student] = time.isoformat()
    _write(root, known)


def forget_time(root: Path, assignment: str, student: str) -> bool:
    """Forget when a submission came, as another is in its place. Whether there was a time to forget."""
    known = _known(root)
    if known.get(assignment, {}).get(student) is None:
        return False
    known[assignment][student] = None  # so that the gradebook forgets it too
    _write(root, known)
    return True


def collected_at(root: Path, assignment: str, student: str) -> datetime | None:
    """When the collector took a submission, None if no collector says."""
    text = _known(root).get(assignment, {}).get(student)
    return datetime.fromisoformat(text) if text else None


def enter_time(book: Gradebook, root: Path, assignment: str, student: str) -> None:
    """Enter in the gradebook when a submission came, by the collector. Where no collector says, it stays as it is."""
    if student in _known(root).get(assignment, {}):
        time = collected_at(root, assignment, student)
        book.update_or_create_submission(assignment, student, timestamp=time)  # type: ignore[arg-type]


def _known(root: Path) -> dict[str, Any]:
    path = root / RECORD
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def _write(root: Path, known: dict[str, Any]) -> None:
    path = root / RECORD
    path.parent.mkdir(exist_ok=True)
    with atomic_write(path) as draft:
        draft.write_text(json.dumps(known, indent=1, sort_keys=True), encoding="utf-8")
