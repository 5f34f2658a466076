"""The journal gives back what was finished, and nothing that was not."""

from pathlib import Path

import pytest

from autograder.digests import key_of
from autograder.grading.journal import Journal, Row


def test_journal_gives_a_row_back_only_for_the_same_key(tmp_path: Path) -> None:
    path = tmp_path / "new" / "residual.jsonl"
    row = Row("ada", "residual", 54.5, True, ["a note – with letters"], {"resnet": {"status": "failed", "points": 6}})
    Journal(path).add("key", row)
    assert Journal(path).finished("ada", "key") == row
    assert Journal(path).finished("ada", "other") is None
    assert Journal(path).finished("bob", "key") is None
    Journal(path).add("later", Row("ada", "residual", 60.0))
    assert Journal(path).finished("ada", "key") is None
    assert Journal(path).finished("ada", "later") == Row("ada", "residual", 60.0)


@pytest.mark.parametrize("lost", [1, 5, 60])
def test_line_that_was_cut_off_is_no_row_and_spoils_no_other(tmp_path: Path, lost: int) -> None:
    path = tmp_path / "residual.jsonl"
    for student in ("ada", "bob"):
        Journal(path).add("key", Row(student, "residual"))
    path.write_bytes(path.read_bytes()[:-lost])
    found = Journal(path)
    assert found.finished("ada", "key") and (found.finished("bob", "key") is None) == (lost > 1)
    found.add("key", Row("eve", "residual"))
    assert Journal(path).finished("ada", "key") and Journal(path).finished("eve", "key")


def test_keys_tell_parts_apart() -> None:
    assert len({key_of("ab", "c"), key_of("a", "bc"), key_of("abc"), key_of("ab", "c", "")}) == 4
