"""A file is replaced whole or not at all, and no draft of it stays."""

from pathlib import Path

import pytest

from autograder.atomic_write import atomic_write


def test_file_is_replaced_when_the_draft_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "progress.json"
    path.write_text("old")
    with atomic_write(path) as draft:
        draft.write_text("new")
        assert path.read_text() == "old"
    assert path.read_text() == "new" and list(tmp_path.iterdir()) == [path]


def test_file_stays_when_writing_fails(tmp_path: Path) -> None:
    path = tmp_path / "progress.json"
    path.write_text("old")
    with pytest.raises(OSError, match="full"), atomic_write(path) as draft:
        draft.write_text("ne")
        raise OSError("The disk is full.")
    assert path.read_text() == "old" and list(tmp_path.iterdir()) == [path]
