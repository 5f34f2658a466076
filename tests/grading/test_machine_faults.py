"""What a machine refuses is told by its root and with the next step, and the next run goes on."""

import contextlib
import errno
import os
import re
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from nbconvert.writers import FilesWriter
from sqlalchemy import event
from sqlalchemy.engine import Engine as Database

from autograder.cli.app import cli
from autograder.errors import CourseError
from autograder.grading.gradebook import open_gradebook
from autograder.sandbox.engine import Engine
from support.classes import graded
from support.courses import within
from support.gradebooks import Entry, scores, write_gradebook

# nbgrader adds a submission while SQLAlchemy flushes
pytestmark = pytest.mark.filterwarnings("ignore:Object of type:sqlalchemy.exc.SAWarning")
ID = "one_by_one"


@contextlib.contextmanager
def pragma(setting: str) -> Iterator[None]:
    """SQLite told so by whoever opens a gradebook."""

    def connected(connection: sqlite3.Connection, record: object) -> None:
        del record
        connection.execute(f"PRAGMA {setting}")

    event.listen(Database, "connect", connected)
    try:
        yield
    finally:
        event.remove(Database, "connect", connected)


@contextlib.contextmanager
def written_to(course: Path) -> Iterator[None]:
    """Another program has begun to write to the gradebook."""
    with contextlib.closing(sqlite3.connect(course / "gradebook.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


@contextlib.contextmanager
def refused(number: int) -> Iterator[None]:
    """The disk takes no notebook."""

    def write(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number), "autograded/one_by_one.ipynb")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FilesWriter, "write", write)
        yield


@contextlib.contextmanager
def full_disk(course: Path) -> Iterator[None]:
    """There is room for what the gradebook holds, and no more."""
    with contextlib.closing(sqlite3.connect(course / "gradebook.db")) as other:
        other.execute("VACUUM")
    with pragma("max_page_count = 1"):
        yield


@contextlib.contextmanager
def file_in_place_of_folder(course: Path) -> Iterator[None]:
    path = course / "autograded" / max(path.name for path in (course / "submitted").iterdir())
    path.touch()
    yield
    path.unlink()


FAULTS = {
    "another program writes": (written_to, r"gradebook is locked.*close what has it open"),
    "full disk, gradebook": (full_disk, "disk is full: the gradebook.*Make room"),
    "full disk, notebook": (lambda _: refused(errno.ENOSPC), r"disk is full: .*one_by_one\.ipynb.*Make room"),
    "read-only": (lambda _: pragma("query_only = ON"), "gradebook is read-only.*Give yourself the right"),
    "no permission": (lambda _: refused(errno.EACCES), r"no permission .*one_by_one\.ipynb.*Give yourself the right"),
    "file for a folder": (file_in_place_of_folder, "autograded.* is in the way.*Move it away"),
}


@pytest.mark.parametrize(("fault", "words"), FAULTS.values(), ids=FAULTS)
def test_grade_that_cannot_be_saved_says_why_and_is_saved_by_the_next_run(
    counting_class: Path, engine: Engine, fault, words: str
) -> None:
    first, *others = sorted((counting_class / "submitted").iterdir())
    aside = counting_class / "aside"
    aside.mkdir()
    for other in others:
        other.rename(aside / other.name)
    graded(counting_class, ID, engine)  # enters the assignment
    for other in others:
        (aside / other.name).rename(other)
    with fault(counting_class):
        rows, _ = graded(counting_class, ID, engine)
    said = [row.fault for row in rows.values() if row.fault]
    assert said and not rows[first.name].fault
    assert all(re.search(words, it) for it in said), said
    rows, _ = graded(counting_class, ID, engine)
    assert not any(row.fault for row in rows.values())
    assert scores(f"sqlite:///{counting_class / 'gradebook.db'}", ID) == {it: row.points for it, row in rows.items()}


def damaged(path: Path) -> None:
    path.write_text("Dear gradebook,\n" * 100)


UNOPENED = {
    "no folder": (lambda path: path.parent.rmdir(), "can't be opened: its folder is missing"),
    "a folder of its name": (Path.mkdir, "can't be opened.*or a folder has its name"),
    "no database": (damaged, r"damaged.*latest of \.autograder/backups"),
}


@pytest.mark.parametrize(("harm", "words"), UNOPENED.values(), ids=UNOPENED)
def test_gradebook_that_cannot_be_opened_says_why(tmp_path: Path, harm, words: str) -> None:
    path = tmp_path / "here" / "gradebook.db"
    path.parent.mkdir()
    harm(path)
    with pytest.raises(CourseError, match=words), open_gradebook(f"sqlite:///{path}"):
        pass


def test_missing_alembic_is_named_before_a_gradebook_is_half_made(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setenv("PATH", str(tmp_path))
    url = f"sqlite:///{tmp_path / 'gradebook.db'}"
    with pytest.raises(CourseError, match=r"`alembic`.*not on PATH.*pip install"), open_gradebook(url):
        pass
    assert list(tmp_path.iterdir()) == []


def test_command_shows_two_lines_and_no_traceback(tmp_path: Path, counting_class: Path) -> None:
    write_gradebook(counting_class / "gradebook.db", {"identity_block": 12}, "", [Entry("ada", {"identity_block": 3})])
    (counting_class / "exports").touch()
    with within(counting_class):
        done = CliRunner().invoke(cli, ["export", "residual", "--to", "csv"])
    said = " ".join(done.output.split())
    assert done.exit_code == 2 and "exports is in the way" in said and "run the same command again" in said
