"""The gradebook is copied before a run writes to it, and one that was lost is told before anything is written."""

import shutil
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder.errors import CourseError
from autograder.grading.keeping import KEPT, back_up
from autograder.sandbox.engine import Engine
from support.classes import graded
from support.gradebooks import scores

# nbgrader adds a submission while SQLAlchemy flushes
pytestmark = pytest.mark.filterwarnings("ignore:Object of type:sqlalchemy.exc.SAWarning")
ID = "one_by_one"
JOURNAL = f".autograder/graded/{ID}.jsonl"


def gradebook_of(course: Path) -> str:
    return f"sqlite:///{course / 'gradebook.db'}"


def backups(course: Path) -> list[Path]:
    return sorted((course / ".autograder" / "backups").glob("*"))


def files(course: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in course.rglob("*") if path.is_file() and "data" not in path.parts}


def lose(course: Path) -> None:
    (course / "gradebook.db").unlink()


def empty(course: Path) -> None:
    (course / "gradebook.db").write_bytes(b"")


def begin_anew(course: Path) -> None:
    lose(course)
    with Gradebook(gradebook_of(course)):
        pass


def remove_assignment(course: Path) -> None:
    with Gradebook(gradebook_of(course)) as book:
        book.remove_assignment(ID)


LOST = {
    lose: "is missing or empty",
    empty: "is missing or empty",
    begin_anew: "has none of them",
    remove_assignment: "has none of them",
}


@pytest.mark.parametrize(("harm", "words"), LOST.items(), ids=lambda it: getattr(it, "__name__", ""))
def test_lost_gradebook_is_told_and_its_backup_goes_on(counting_class: Path, engine: Engine, harm, words) -> None:
    graded(counting_class, ID, engine)
    assert backups(counting_class) == [], "there was nothing to copy"
    graded(counting_class, ID, engine)
    assert backups(counting_class) == [], "nothing was written"
    rows, _ = graded(counting_class, ID, engine, regrade=True)
    (backup,) = backups(counting_class)
    journal = (counting_class / JOURNAL).read_text(encoding="utf-8")

    harm(counting_class)
    before = files(counting_class)
    with pytest.raises(CourseError, match=f"4 students were graded in {ID}.*{words}.*{backup}.*delete .*jsonl"):
        graded(counting_class, ID, engine)
    assert files(counting_class) == before

    shutil.copy(backup, counting_class / "gradebook.db")
    assert graded(counting_class, ID, engine)[0] == rows
    assert (counting_class / JOURNAL).read_text(encoding="utf-8") == journal, "nobody was graded again"


def test_new_gradebook_is_begun_where_the_journal_was_deleted(counting_class: Path, engine: Engine) -> None:
    rows, _ = graded(counting_class, ID, engine)
    lose(counting_class)
    with pytest.raises(CourseError, match="there is no backup"):
        graded(counting_class, ID, engine)
    (counting_class / JOURNAL).unlink()
    graded(counting_class, ID, engine)
    assert scores(gradebook_of(counting_class), ID) == {student: row.points for student, row in rows.items()}


def test_backups_hold_what_was_there_and_the_latest_are_kept(tmp_path: Path) -> None:
    with Gradebook(gradebook_of(tmp_path)) as book:
        book.add_student("ada")
    folder = tmp_path / "backups"
    folder.mkdir()
    older = [folder / f"gradebook-20260101-00000{number}.db" for number in range(KEPT + 2)]
    for path in [*older, folder / "mine.db"]:
        path.touch()
    made = back_up(tmp_path / "gradebook.db", folder)
    assert sorted(folder.iterdir()) == [*older[3:], made, folder / "mine.db"]
    with Gradebook(f"sqlite:///{made}") as book:
        assert [it.id for it in book.students] == ["ada"]
