"""Collecting: what a student puts in the folder is copied as data, and the time is noted where students can't write."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from autograder.grading.collect import collected_at, note_time
from support.commands import NBGRADER
from support.courses import copy_course


def test_times_are_kept_by_assignment_and_student(tmp_path: Path) -> None:
    first, second = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC)
    assert collected_at(tmp_path, "residual", "ada") is None
    note_time(tmp_path, "residual", "ada", first)
    note_time(tmp_path, "residual", "ada", second)
    note_time(tmp_path, "inception", "ada", first)
    assert collected_at(tmp_path, "residual", "ada") == second
    assert collected_at(tmp_path, "inception", "ada") == first
    assert collected_at(tmp_path, "residual", "bob") is None


@pytest.mark.slow
def test_nbgraders_collect_follows_no_link_and_notes_the_time(tmp_path: Path) -> None:
    course, exchange, secret = copy_course(tmp_path / "course"), tmp_path / "exchange", tmp_path / "secret.txt"
    secret.write_text("secret")
    handed_in = exchange / "going-deeper" / "inbound" / "ada+residual+2026-11-01 10:00:00.000000 UTC+x"
    (handed_in / "figures").mkdir(parents=True)
    (handed_in / "residual.ipynb").write_text("{}")
    (handed_in / "timestamp.txt").write_text("1999-01-01 00:00:00.000000 UTC")
    (handed_in / "notes.txt").symlink_to(secret)
    (handed_in / "figures" / "deep.txt").symlink_to(secret)
    handed_in.parent.chmod(0o777)
    command = [*NBGRADER, "collect", "residual", f"--Exchange.root={exchange}"]
    done = subprocess.run(command, cwd=course, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    copied = course / "submitted" / "ada" / "residual"
    assert (copied / "residual.ipynb").exists()
    assert not any(path.name in ("notes.txt", "deep.txt") for path in copied.rglob("*"))
    assert "Not collected" in done.stderr
    assert collected_at(course, "residual", "ada") == datetime(2026, 11, 1, 10, tzinfo=UTC)
