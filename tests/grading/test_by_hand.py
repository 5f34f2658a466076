"""What a person graded stays graded until the answer is another; stopping a run changes nothing of it."""

from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder.grading.by_hand import NOTE, UNREAD, ask_for_looks, note_looks
from support.gradebooks import ID, Entry, write_gradebook


def notebook(words: str = "Words.", code: str = "a = 1", added: str = "", **metadata: str) -> nbformat.NotebookNode:
    """A graded notebook: an answer, its check, cells that the student added, and a written answer."""
    cells = [("resnet", code), ("check_resnet", "check(resnet)"), ("written", words)]
    made = [nbformat.v4.new_code_cell(source, metadata={"nbgrader": {"grade_id": name}}) for name, source in cells]
    made += [nbformat.v4.new_code_cell(added, id="added-1")] if added else []
    return nbformat.v4.new_notebook(cells=made, metadata=metadata)


@pytest.fixture
def book(tmp_path: Path) -> str:
    """A gradebook in which ada has 4 points by hand for each of two questions, of which the grader gave 3 for one."""
    url = f"sqlite:///{tmp_path / 'gradebook.db'}"
    write_gradebook(
        tmp_path / "gradebook.db", {"resnet": 8, "written": 10}, "written", [Entry("ada", {"resnet": 3, "written": 4})]
    )
    with Gradebook(url) as gradebook:
        gradebook.find_grade("check_resnet", ID, ID, "ada").manual_score = 4
        gradebook.db.commit()
    return url


def saved(book: str, auto_score: float = 3) -> None:
    """What nbgrader does when it grades again."""
    with Gradebook(book) as gradebook:
        for grade in gradebook.find_submission_notebook(ID, ID, "ada").grades:
            grade.needs_manual_grade = True
        gradebook.find_grade("check_resnet", ID, ID, "ada").auto_score = auto_score
        gradebook.db.commit()


def waits(book: str) -> set[str]:
    with Gradebook(book) as gradebook:
        return {it.name for it in gradebook.find_submission_notebook(ID, ID, "ada").grades if it.needs_manual_grade}


CASES = {
    "nothing": ({}, 3, set(), set()),
    "the text": ({"words": "Others."}, 3, set(), {"written"}),
    "the code": ({"code": "a = 2"}, 3, set(), {"check_resnet"}),
    "a cell that was added": ({"added": "a = 2"}, 3, set(), {"check_resnet"}),
    "the grader's points": ({}, 2, set(), set()),
    "nothing, in what is odd": ({}, 3, {"check_resnet"}, set()),
    "the grader's points, in what is odd": ({}, 2, {"check_resnet"}, {"check_resnet"}),
    "all, as it can't be read": ({UNREAD: "key"}, 3, set(), {"check_resnet", "written"}),
}


@pytest.mark.parametrize(("changed", "auto_score", "odd", "asked"), CASES.values(), ids=CASES)
def test_new_look_is_asked_for_where_the_answer_changed(
    book: str, tmp_path: Path, changed: dict[str, str], auto_score: float, odd: set[str], asked: set[str]
) -> None:
    nbformat.write(notebook(), tmp_path / "graded.ipynb")
    note_looks(book, ID, "ada", tmp_path / "graded.ipynb")
    for _ in range(2):  # who grades again without a look finds it as it was
        saved(book, auto_score)
        ask_for_looks(book, ID, "ada", notebook(**changed), odd)
        assert waits(book) == asked
        nbformat.write(notebook(**changed), tmp_path / "graded.ipynb")
        note_looks(book, ID, "ada", tmp_path / "graded.ipynb")
    with Gradebook(book) as gradebook:
        assert [it.manual_score for it in gradebook.find_submission_notebook(ID, ID, "ada").grades] == [4, 4]


STOPPED = {
    "removed": lambda path: path.unlink(),
    "cut off": lambda path: path.write_text(path.read_text()[:100]),
    "read, not graded": lambda path: nbformat.write(notebook("Others.", **{NOTE: "notes"}), path),
}


@pytest.mark.parametrize("stop", STOPPED.values(), ids=STOPPED)
def test_run_that_was_stopped_forgets_and_invents_no_look(book: str, tmp_path: Path, stop) -> None:
    path = tmp_path / "graded.ipynb"
    nbformat.write(notebook(), path)
    note_looks(book, ID, "ada", path)
    stop(path)
    note_looks(book, ID, "ada", path)
    saved(book)
    ask_for_looks(book, ID, "ada", notebook(), set())
    assert waits(book) == set()
    ask_for_looks(book, ID, "ada", notebook("Others."), set())
    assert waits(book) == {"written"}


def test_who_is_not_in_a_gradebook_has_no_looks(book: str, tmp_path: Path) -> None:
    nbformat.write(notebook(), tmp_path / "graded.ipynb")
    note_looks(book, ID, "bob", tmp_path / "graded.ipynb")
    note_looks(f"sqlite:///{tmp_path / 'none.db'}", ID, "ada", tmp_path / "graded.ipynb")
    assert not (tmp_path / "none.db").exists()
