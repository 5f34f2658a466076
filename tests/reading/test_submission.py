"""Whatever is handed in, the batch goes on: the student's answers are found, or a message says why not."""

import copy
import dataclasses
import json
import os
from pathlib import Path
from typing import Any

import nbformat
import pytest

from autograder.grading.session import released
from autograder.reading.submission import job_of, read
from autograder.schema.assignment import Assignment, ExtraFile, Limits
from autograder.schema.cells import grade_id
from autograder.schema.job import Job
from support.courses import COURSE
from support.notebooks import cell_of

ANSWER = "def identity_block(x, filters):\n    return x"


@pytest.fixture(scope="session")
def release(residual: Assignment) -> Any:
    return released(residual)


@pytest.fixture
def hand_in(tmp_path: Path, residual: Assignment, release: Any):
    """Hand in the release after `edit` has changed it, and read what was handed in."""

    def hand_in(edit=lambda notebook: None, text=lambda text: text):
        notebook = json.loads(nbformat.writes(release))
        edit(notebook)
        path = tmp_path / "residual.ipynb"
        path.write_text(text(json.dumps(notebook)), encoding="utf-8")
        return read(path, residual, release)

    return hand_in


def answer(notebook: Any) -> None:
    cell_of(notebook, "identity_block")["source"] = ANSWER


def test_answers_are_taken_and_nothing_else(hand_in, release) -> None:
    def edit(notebook: Any) -> None:
        answer(notebook)
        check = cell_of(notebook, "check_identity_block")
        check["source"] = "20.0"
        check["metadata"]["nbgrader"]["points"] = float("nan")
        check["metadata"]["tags"] = ["skip-execution"]
        check["outputs"] = [{"output_type": "execute_result", "data": {"text/plain": "20.0"}, "metadata": {}}]
        notebook["metadata"]["kernelspec"] = {"name": "bash", "display_name": "bash"}
        notebook["cells"][0]["source"] = "<script>alert(1)</script>"

    submission = hand_in(edit)
    expected = copy.deepcopy(release)
    cell_of(expected, "identity_block")["source"] = ANSWER
    assert submission.notebook == expected
    assert (submission.notes, submission.review) == ([], False)


def test_added_cells_keep_their_place(hand_in) -> None:
    def edit(notebook: Any) -> None:
        answer(notebook)
        at = notebook["cells"].index(cell_of(notebook, "identity_block"))
        own = {"cell_type": "code", "source": "import os", "metadata": {}, "outputs": [], "execution_count": 1}
        notebook["cells"].insert(at, own)

    cells = hand_in(edit).notebook.cells
    names = [grade_id(cell) for cell in cells]
    assert cells[names.index("identity_block") - 1].source == "import os"


def test_changed_import_cell_runs_after_the_original(hand_in, residual) -> None:
    def edit(notebook: Any) -> None:
        setup = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
        setup["source"] = "import keras\nfrom keras import layers"

    job, _ = job_of(hand_in(edit), residual, 0)
    assert "from autograder import check" in job.cells[0].source
    assert job.cells[1].source == "import keras\nfrom keras import layers"


def test_experiments_of_the_notebook_are_not_run(hand_in, residual) -> None:
    job, indices = job_of(hand_in(), residual, 0)
    assert not any("training_errors" in cell.source for cell in job.cells)
    assert [cell.question for cell in job.cells if cell.question] == [q.name for q in residual.questions]
    assert len(indices) == len(job.cells)


def test_missing_answer_cell_is_told_and_reviewed(hand_in) -> None:
    submission = hand_in(lambda notebook: notebook["cells"].remove(cell_of(notebook, "resnet")))
    assert submission.review and "resnet is missing" in submission.notes[0]
    assert "NotImplementedError" in cell_of(submission.notebook, "resnet")["source"]


def large(text: str) -> str:
    """The notebook with more in its outputs than is read at once."""
    output = {"output_type": "display_data", "metadata": {}, "data": {"image/png": "A" * 5_000_000}}
    return text.replace('"outputs": []', f'"outputs": [{json.dumps(output)}]', 1)


UNREADABLE = {
    "cut off": (lambda text: text[: len(text) // 2], "not a complete notebook"),
    "empty": (lambda text: "", "not a complete notebook"),
    "a zip": (lambda text: "PK\x03\x04", "a zip archive or an office document"),
    "a list": (lambda text: "[]", "has no cells"),
    "no cells": (lambda text: '{"cells": 3}', "has no cells"),
    "cells of text": (lambda text: '{"cells": ["a"]}', "malformed"),
    "a cell without text": (lambda text: '{"cells": [{"cell_type": "code", "source": 5}]}', "malformed"),
    "deep": (lambda text: "[" * 100_000, "not a complete notebook"),
    "too many cells": (lambda text: json.dumps({"cells": [{"cell_type": "raw", "source": ""}] * 2001}), "2,001 cells"),
    "another assignment": (lambda text: COURSE.release("one_by_one").read_text(), "not the notebook of residual"),
    "merge conflict": (lambda text: text.replace('"cells": [', '"cells": [\n<<<<<<< HEAD\n', 1), "a merge conflict"),
    "cut off and large": (lambda text: large(text)[:-100], "not a complete notebook"),
    "a web page": (lambda text: "<!DOCTYPE html><html>Sign in</html>", "is a web page"),
    "a document": (lambda text: "%PDF-1.7", "is a PDF"),
    "edited by hand": (lambda text: text.replace('"cells":', "cells:", 1), "something else than Jupyter (line 1"),
    "a long number": (lambda text: text.replace("{", '{"a": ' + "1" * 5000 + ",", 1), "too long"),
    "many cells": (lambda text: '{"cells": [' + '{"cell_type":"raw","source":""},' * 10**5 + "0]}", "cells; "),
    "millions of lists": (lambda text: '{"cells": [{"outputs": [' + "[]," * 3 * 10**6, "millions of parts"),
    "too much text": (lambda text: text.replace("# Going", "#" * 21_000_000 + " Going", 1), "characters of text"),
    "an empty notebook": (lambda text: '{"cells": [], "metadata": {}}', "not the notebook of residual"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "says"), UNREADABLE.values(), ids=UNREADABLE)
def test_unreadable_notebook_is_told_why_and_reviewed(hand_in, release, text, says: str) -> None:
    submission = hand_in(text=text)
    assert not submission.readable and submission.review
    assert says in submission.notes[0]
    assert submission.notebook == release


def test_what_is_no_file_is_not_followed(tmp_path: Path, residual: Assignment, release) -> None:
    secret = tmp_path / "secret.ipynb"
    secret.write_text(nbformat.writes(release))
    link, folder = tmp_path / "link.ipynb", tmp_path / "folder"
    link.symlink_to(secret)
    (folder / "residual.ipynb").mkdir(parents=True)
    assert "a link" in read(link, residual, release).notes[0]
    assert "The folder is empty" in read(folder, residual, release).notes[0]
    assert "There is no" in read(tmp_path / "nothing.ipynb", residual, release).notes[0]


def test_hard_link_is_read_and_reviewed(tmp_path: Path, residual: Assignment, release) -> None:
    path = tmp_path / "residual.ipynb"
    path.write_text(nbformat.writes(release))
    (tmp_path / "other.ipynb").hardlink_to(path)
    submission = read(path, residual, release)
    assert submission.readable and submission.review and "hard link" in submission.notes[0]


def test_folder_that_is_a_link_is_not_followed(tmp_path: Path, residual: Assignment, release) -> None:
    (tmp_path / "sibling").mkdir()
    (tmp_path / "sibling" / "residual.ipynb").write_text(nbformat.writes(release))
    (tmp_path / "mine").symlink_to(tmp_path / "sibling")
    assert "is a link" in read(tmp_path / "mine" / "residual.ipynb", residual, release).notes[0]


def test_pipe_in_the_place_of_a_notebook_does_not_block(tmp_path: Path, residual: Assignment, release) -> None:
    os.mkfifo(tmp_path / "residual.ipynb")
    assert "a device" in read(tmp_path / "residual.ipynb", residual, release).notes[0]


def test_only_files_that_the_assignment_names_enter_the_job(tmp_path: Path, residual: Assignment, release) -> None:
    named = dataclasses.replace(residual, files=(ExtraFile("a.h5", 1), ExtraFile("b.h5", 1), ExtraFile("c.h5", 1)))
    path = tmp_path / "residual.ipynb"
    path.write_text(nbformat.writes(release))
    for name, content in {"a.h5": b"weights", "b.h5": b"x" * 2000, "numpy.py": b"evil"}.items():
        (tmp_path / name).write_bytes(content)
    submission = read(path, named, release)
    assert submission.files == {"a.h5": b"weights"}
    assert len(submission.notes) == 1 and "b.h5 has" in submission.notes[0]
    job, _ = job_of(submission, named, 0)
    assert Job.decode(job.encode()).files == {"a.h5": b"weights"}


def test_limits_of_the_assignment_are_used(tmp_path: Path, residual: Assignment, release) -> None:
    small = Assignment(residual.id, residual.title, residual.questions, Limits(submission_kib=1))
    path = tmp_path / "residual.ipynb"
    path.write_text(nbformat.writes(release))
    assert not read(path, small, release).readable
