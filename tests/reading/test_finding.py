"""What is handed in with a folder is found and listed; nothing leads out of it, and no zip takes the machine down."""

import os
import tracemalloc
from pathlib import Path

import pytest

from autograder.reading.finding import handed_in
from autograder.reading.submission import read
from autograder.reading.untrusted import digest_of
from autograder.schema.assignment import Assignment
from autograder.schema.published import released_notebook
from support import handed_in as to

RIGHT = to.dumped(to.right())


@pytest.fixture(scope="module")
def release():
    return released_notebook("residual", Path())


def put(folder: Path, **files: bytes) -> Path:
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


NOTHING = {  # what was handed in -> what is said
    "nothing": ({}, "The folder is empty."),
    "other files": ({"answers.pdf": b"%PDF", "notes.docx": b"PK"}, "It holds answers.pdf, notes.docx."),
    "a zip that is none": ({"a.zip": b"PK\x03\x04 no"}, "a.zip can't be opened"),
    "a zip in a zip": ({"a.zip": to.zipped(**{"b.zip": to.zipped(**{"c.ipynb": RIGHT})})}, "It holds a.zip/b.zip."),
    "a way out of a zip": ({"a.zip": to.zipped(**{"../../residual.ipynb": RIGHT})}, "leads out of it"),
    "only what a Mac adds": ({"__MACOSX/residual.ipynb": RIGHT, ".hidden/residual.ipynb": RIGHT}, "folder is empty"),
    "many files": ({f"{number}.pdf": b"" for number in range(60)}, "and 52 more"),
}


@pytest.mark.parametrize("case", NOTHING)
def test_failure_lists_what_is_there(tmp_path: Path, residual: Assignment, release, case: str) -> None:
    files, says = NOTHING[case]
    submission = read(put(tmp_path / "residual", **files), residual, release)
    assert not submission.readable and submission.review
    assert says in " ".join(submission.notes)


def test_zip_bomb_takes_no_memory(tmp_path: Path, residual: Assignment, release) -> None:
    bomb = to.zipped(**{"residual.ipynb": bytes(400 << 20)})
    folder = put(tmp_path / "residual", **{"a.zip": bomb})
    tracemalloc.start()
    try:
        submission = read(folder, residual, release)
        assert tracemalloc.get_traced_memory()[1] < 300 << 20
    finally:
        tracemalloc.stop()
    assert not submission.readable and "more than 128 MiB" in submission.notes[0]


def test_links_are_not_followed(tmp_path: Path, residual: Assignment, release) -> None:
    other = put(tmp_path / "other", **{"residual.ipynb": RIGHT})
    mine = put(tmp_path / "mine")
    (mine / "residual.ipynb").symlink_to(other / "residual.ipynb")
    (mine / "inner").symlink_to(other)
    assert handed_in(mine).files == []
    assert not read(mine, residual, release).readable
    (tmp_path / "link").symlink_to(other)
    assert "is a link" in read(tmp_path / "link", residual, release).notes[0]


def test_names_are_no_patterns(tmp_path: Path, residual: Assignment, release) -> None:
    put(tmp_path / "residual", **{"[a-z]*?.ipynb": RIGHT})
    assert "[a-z]*?.ipynb was taken" in read(tmp_path / "residual", residual, release).notes[0]


def test_files_beside_are_found_wherever_they_lie(tmp_path: Path, residual: Assignment, release) -> None:
    weights = "small_resnet.weights"
    zip_ = to.zipped(**{"w/residual.ipynb": RIGHT, f"w/{weights} (1).h5": b"weights", "w/numpy.py": b"evil"})
    submission = read(put(tmp_path / "residual", **{"homework.zip": zip_}), residual, release)
    assert submission.files == {f"{weights}.h5": b"weights"}


def test_module_of_ones_own_is_told(tmp_path: Path, residual: Assignment, release) -> None:
    notebook = to.edited(to.begin("identity_block", "from mine import helper"))
    submission = read(
        put(tmp_path / "in", **{"residual.ipynb": to.dumped(notebook), "mine.py": b""}), residual, release
    )
    assert any("mine.py is a file beside the notebook" in note for note in submission.notes)


def test_every_change_of_what_is_read_changes_the_digest(tmp_path: Path) -> None:
    folder = put(tmp_path / "residual", **{"residual.ipynb": RIGHT})
    seen = {digest_of(folder)}
    for change in (
        lambda: put(folder, **{"small_resnet.weights.h5": b"1"}),
        lambda: put(folder, **{"small_resnet.weights.h5": b"2"}),
        lambda: (folder / "residual.ipynb").rename(folder / "r.ipynb"),
        lambda: os.link(folder / "r.ipynb", tmp_path / "other"),
    ):
        change()
        seen.add(digest_of(folder))
    assert len(seen) == 5
    put(folder, **{".ipynb_checkpoints/residual.ipynb": b"", "__MACOSX/x": b""})
    assert digest_of(folder) in seen


def test_module_beside_a_file_is_told_too(tmp_path: Path, residual: Assignment, release) -> None:
    notebook = to.dumped(to.edited(to.begin("identity_block", "import mine, numpy")))
    path = put(tmp_path / "in", **{"my.ipynb": notebook, "mine.py": b"", "numpy.py": b""}) / "my.ipynb"
    assert [note.partition(" ")[0] for note in read(path, residual, release).notes] == ["mine.py"]
