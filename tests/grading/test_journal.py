"""The journal gives back what was finished, and nothing that was not."""

import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from autograder.digests import key_of
from autograder.grading.journal import Basis, Journal, Row


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


BASIS = Basis("submission", "points", "course", "kit", "none", "hand", "due", "collected", 1.0)
CHANGES = {
    "nothing": ({}, ["regraded"], False),
    "a submission": ({"submission": "another"}, ["new submission"], True),
    "points, which stand with the reference": ({"points": "others", "course": "another"}, ["new points"], True),
    "the reference": ({"course": "another"}, ["new reference"], True),
    "the package and points by hand": ({"kit": "another", "by_hand": "more"}, ["new version", "by hand"], True),
    "the sandbox": ({"sandbox": "bubblewrap"}, ["other sandbox"], True),
    "the due date": ({"due": "later", "penalty": 0.0}, ["due date"], False),
    "the collector's time": ({"collected": "later", "penalty": 2.0}, ["collection time"], False),
    "the penalty alone": ({"penalty": 2.0}, ["penalty settings"], False),
}


@pytest.mark.parametrize(("changed", "why", "runs"), CHANGES.values(), ids=CHANGES)
def test_what_changed_is_told_and_run_again_only_if_it_must(changed: dict, why: list[str], runs: bool) -> None:
    now = replace(BASIS, **changed)
    assert now.since(BASIS) == why and (now.key != BASIS.key) == runs


def test_what_a_row_came_from_is_kept_and_older_journals_have_none(tmp_path: Path) -> None:
    path = tmp_path / "residual.jsonl"
    row = Row("ada", "residual", 54.5, score=61.5, again=["explain"])
    old = {name: asdict(row)[name] for name in ("student", "assignment", "points", "review", "notes", "questions")}
    path.write_text(json.dumps({"key": "key", "row": old}) + "\n")
    assert Journal(path).last("ada") is None and Journal(path).rows()["ada"].points == 54.5
    Journal(path).add(BASIS.key, row, BASIS)
    assert Journal(path).last("ada") == (row, BASIS) and Journal(path).finished("ada", BASIS.key) == row


def test_keys_tell_parts_apart() -> None:
    assert len({key_of("ab", "c"), key_of("a", "bc"), key_of("abc"), key_of("ab", "c", "")}) == 4
