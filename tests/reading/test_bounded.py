"""Whatever was written to take long or to fill the memory is read all the same, and costs no answer its points."""

import ast
import json
from pathlib import Path
from typing import Any

import pytest

from autograder.reading import code
from autograder.reading.code import MOST_PARSED, MOST_TOGETHER, names_of
from autograder.reading.decoding import cells_of
from autograder.reading.finding import HandedIn, on_disk
from autograder.reading.pictures import LEFT, Pictures
from autograder.reading.submission import job_of, read
from autograder.schema.assignment import Assignment
from autograder.schema.published import released_notebook
from support import handed_in as to

DATA = "PICTURE = '" + "iVBORw0KGgo+" * 80_000 + "'\n"
ANSWER = to.answers()["identity_block"]
CHAIN = [to.code(f"v{number} = v{number + 1}") for number in range(1900)]


@pytest.fixture(scope="module")
def release():
    return released_notebook("residual", Path())


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many characters were parsed, text by text."""
    lengths: list[int] = []
    parse = ast.parse

    def counting(source: str) -> Any:
        lengths.append(len(source))
        return parse(source)

    monkeypatch.setattr(code.ast, "parse", counting)
    names_of.cache_clear()
    return lengths


LONG = {  # what is written in a cell of one's own, or in several -> whether all of it is parsed
    "one f-string": ("s = f'" + "{a}" * 300_000 + "'", False),
    "one f-string of ordinary length": ("s = f'" + "{a}" * 20_000 + "'", False),
    "many f-strings": ("f'{a}'\n" * 130_000, False),
    "a long list": ("x = [" + "a, " * 300_000 + "]", False),
    "names": ("a\n" * 500_000, False),
    "brackets": (("[" * 90 + "]" * 90 + "\n") * 5_000, False),
    "a picture": (DATA, False),
    "many cells": ([to.code(f"x{number} = [{'a, ' * 3000}]") for number in range(400)], False),
    "cells that need each other": (CHAIN, True),
    "blank lines": ("\n" * 60_000 + "not python", True),
    "a blank line": (" " * 60_000 + "not python", True),
    "a dictionary": ("x = " + str({str(number): {} for number in range(4000)}), True),
}


@pytest.mark.parametrize("case", LONG)
def test_long_code_costs_no_answer(tmp_path: Path, residual: Assignment, release, parsed: list[int], case: str) -> None:
    written, whole = LONG[case]
    cells = written if isinstance(written, list) else [to.code(written)]
    (tmp_path / "residual.ipynb").write_bytes(to.dumped(to.edited(to.put("identity_block", *cells))))
    submission = read(tmp_path, residual, release)
    job, _ = job_of(submission, residual)
    assert submission.readable and not submission.review
    assert any("too long to be looked through" in note for note in submission.notes) is not whole
    assert set(submission.places.values()) - {"its own cell"} == {submission.places["explain_degradation"]}
    assert sum(cell.source == ANSWER and not cell.spare for cell in job.cells) == 1
    assert sum(cell.source in {it["source"] for it in cells} for cell in job.cells) == len(cells)
    assert max(parsed) <= MOST_PARSED and sum(parsed) <= 4 * MOST_TOGETHER  # in Python and once more without magics


BESIDE_DATA = {  # where an answer stands beside a megabyte of data -> the cells
    "below it": lambda notebook: to.begin("identity_block", DATA)(notebook),
    "in an own cell": to.put("identity_block", to.code(f"{DATA}{ANSWER}"), below=True),
    "needing a cell above": lambda notebook: (
        to.write("identity_block", f"{DATA}{to.HALVES[1]}")(notebook),
        to.put("identity_block", to.code(to.HALVES[0]))(notebook),
    ),
    "as a value": to.write("identity_block", f"{to.HALVES[0]}{DATA}identity_block = lambda x, filters: x"),
}


@pytest.mark.parametrize("case", BESIDE_DATA)
def test_answer_beside_much_data_is_found(tmp_path: Path, residual: Assignment, release, case: str) -> None:
    start = to.released if case == "in an own cell" else to.right
    (tmp_path / "residual.ipynb").write_bytes(to.dumped(to.edited(BESIDE_DATA[case], start=start)))
    submission = read(tmp_path, residual, release)
    job, _ = job_of(submission, residual)
    found = {"in an own cell": "one of your own"}.get(case, "its own cell")
    assert found in submission.places["identity_block"]
    at = next(number for number, cell in enumerate(job.cells) if cell.question == "identity_block")
    assert not any(cell.spare for cell in job.cells[:at] if DATA in cell.source or to.HALVES[0] in cell.source)
    assert not any("raise NotImplementedError" in cell.source and "identity_block" in cell.source for cell in job.cells)


def test_only_own_modules_that_are_there_are_looked_for(tmp_path: Path, residual: Assignment, release) -> None:
    many = "import " + ", ".join(f"m{number}" for number in range(8000))
    (tmp_path / "residual.ipynb").write_bytes(to.dumped(to.edited(to.put("identity_block", to.code(many)))))
    for number in range(300):
        (tmp_path / f"m{number}.py").touch()
    assert sum("put its code into the notebook" in note for note in read(tmp_path, residual, release).notes) == 20


MARKDOWN = {
    "images that begin": "![" * 500_000,
    "references that do not end": "![](attachment:" * 60_000,
    "spaces in a name": "![](attachment:" + " " * 500_000,
    "tags that begin": "<img " * 200_000,
    "one tag": "<img attachment:" + "attachment:" * 50_000,
}


@pytest.mark.parametrize("case", MARKDOWN)
def test_references_to_pictures_are_found_in_one_pass(case: str) -> None:
    cells, _ = cells_of(to.dumped({"cells": [to.text(f"attachment:{MARKDOWN[case]}")]}), "a.ipynb", 1 << 22)
    assert not LEFT.search(Pictures().put_into(cells[0]))


def test_picture_is_opened_once(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[int] = []
    monkeypatch.setattr("autograder.reading.pictures.Image.open", lambda file, formats: opened.append(1) or 1 / 0)
    cell = to.text("![](attachment:a.png)\n" * 1000) | {"attachments": {"a.png": {"image/png": "A" * 100_000}}}
    cells, _ = cells_of(to.dumped({"cells": [cell]}), "a.ipynb", 1 << 22)
    pictures = Pictures()
    assert pictures.put_into(cells[0]).count("can't be shown") == 1000
    assert (len(opened), len(pictures.notes)) == (1, 20)


NAMES = {
    "copies of copies.ipynb": "copy " * 40 + "x.ipynb",
    "copies": "copy " * 49,
    "numbers.ipynb": "copy 1" * 38 + "!.ipynb",
    "signs.ipynb": "_" * 240 + ".ipynb",
}


@pytest.mark.parametrize("case", NAMES)
def test_names_are_looked_at_once(tmp_path: Path, case: str) -> None:
    assert HandedIn([on_disk(tmp_path / NAMES[case])]).called("residual.py") is None


LARGE = {  # what a large notebook's JSON holds beside a right answer -> what is said
    "lists in a cell": (b'"metadata":[' + b"[]," * 3_000_000 + b"0]", "millions of parts"),
    "objects in objects": (b'"metadata":' + b'{"a":' * 700_000 + b"1" + b"}" * 700_000, ""),
    "lists in lists": (b'"outputs":' + b"[ " * 1_400_000 + b" ]" * 1_400_000, ""),
    "under a long key": (b'"' + b"a" * 5_000_000 + b'":{' + b'"a":1,' * 300_000 + b'"b":1}', ""),
    "quotes in a text": (b'"outputs":["' + rb"\"" * 5_000_000 + b'"]', ""),
    "a text without end": (b'"outputs":["' + rb"\"" * 5_000_000, "not a complete notebook"),
    "blank lines": (b"\n" * 5_000_000 + b'"outputs":[', "not a complete notebook"),
    "in another encoding": (b'"outputs":["' + b"\xe4" * 5_000_000 + b'"]', "Windows-1252"),
}


@pytest.mark.parametrize("case", LARGE)
def test_large_notebook_takes_little(tmp_path: Path, residual: Assignment, release, case: str) -> None:
    content, says = LARGE[case]
    answer = to.code(ANSWER) | {"id": "x"}
    start = json.dumps({"cells": [answer]}).encode().removesuffix(b"}]}")
    (tmp_path / "residual.ipynb").write_bytes(start + b"," + content + b"}]}")
    submission = read(tmp_path, residual, release)
    assert says in " ".join(submission.notes)
    assert submission.readable is (says in ("", "Windows-1252"))
