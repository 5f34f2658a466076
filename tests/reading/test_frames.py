"""Whatever stands around the answers, they are found: report → what was handed in → where, and what is said."""

from pathlib import Path

import pytest

from autograder.reading.submission import assignment_of, job_of, read
from autograder.schema.assignment import Assignment
from autograder.schema.cells import grade_id
from autograder.schema.published import released_notebook
from support import handed_in as to
from support.handed_in import edited

SLOW = "import time\nend = time.time() + 600\nwhile time.time() < end:\n    time.sleep(0.1)\n"
ALL = "\n\n".join(source for name, source in to.answers().items() if name != "explain_degradation")
NOT_PYTHON = "*Why?* Because."


def copy_of(name: str) -> dict:
    return {**to.cell_of(to.released(), name), "id": "copy"}


def shown(notebook: to.Notebook, size: int) -> None:
    output = {"output_type": "display_data", "metadata": {}, "data": {"image/png": "A" * size}}
    to.cell_of(notebook, "identity_block")["outputs"] = [output]


def as_windows(notebook: to.Notebook) -> None:
    for cell in notebook["cells"]:
        cell["source"] = cell["source"].replace("\n", "\r\n")


def only_answers(notebook: to.Notebook) -> None:
    """Nothing but what the student wrote, in one cell a question, backwards."""
    answers = [to.code(source) for name, source in to.answers().items() if name != "explain_degradation"]
    notebook["cells"] = [to.text("# My solution"), to.code("import keras"), *reversed(answers)]


def explained(**settings: object) -> to.Notebook:
    """The right notebook, with another cell for the written answer."""
    return edited(lambda notebook: to.cell_of(notebook, "explain_degradation").update(settings))


NAMED = {  # report -> notebook, what is said; all eight are found, and said or not, none of it is lost
    "as it should be": (edited(), ""),
    "a cell split by the editor": (edited(to.split), "2 cells called identity_block"),
    "two cells merged": (edited(to.merged), "projection_block in cell 13, the one of identity_block"),
    "names lost, ids kept": (edited(lambda it: to.lose_metadata(it, ids=False)), ""),
    "names and ids lost": (edited(to.lose_metadata), "identity_block in cell 13, one of your own"),
    "saved by Colab": (edited(to.as_colab), ""),
    "the code alone in a fresh notebook": (edited(to.lose_metadata, to.only_code), "Not every answer is in its own"),
    "all in an own cell above": (edited(to.put("identity_block", to.code(ALL)), start=to.released), "one of your own"),
    "all in an own cell below": (
        edited(to.put("explain_degradation", to.code(ALL), below=True), start=to.released),
        "one of your own",
    ),
    "an answer in the check's cell": (
        edited(
            to.take("identity_block"),
            to.write("check_identity_block", to.answers()["identity_block"] + "\ncheck(identity_block)"),
        ),
        "identity_block in cell",
    ),
    "an answer below its check": (
        edited(
            to.write("resnet", to.cell_of(to.released(), "resnet")["source"]),
            to.put("check_resnet", to.code(to.answers()["resnet"]), below=True),
        ),
        "resnet in cell",
    ),
    "an empty copy of the cell below": (edited(lambda it: it["cells"].append(copy_of("resnet"))), "2 cells called"),
    "turned into a raw cell": (
        edited(lambda it: to.cell_of(it, "identity_block").update(cell_type="raw")),
        "turned into a raw cell",
    ),
    "lines as Windows ends them": (edited(as_windows, to.lose_metadata), "Not every answer is in its own cell"),
    "a cell of its own for each, checks and all": (edited(to.lose_metadata, only_answers), "Not every answer"),
    "magics in the cell": (edited(to.begin("identity_block", "%matplotlib tk\n!pip install keras")), ""),
}
FILES = {  # report -> files by name, what is said
    "saved with a byte order mark": ({"residual.ipynb": b"\xef\xbb\xbf" + to.dumped(edited())}, ""),
    "saved as UTF-16": ({"residual.ipynb": to.dumped(edited()).decode().encode("utf-16")}, ""),
    "saved as UTF-16 without a mark": ({"residual.ipynb": to.dumped(edited()).decode().encode("utf-16-le")}, ""),
    "in version 3 of the format": ({"residual.ipynb": to.as_version_3(edited())}, "old notebook format"),
    "copied by Jupyter": ({"residual-Copy1.ipynb": to.dumped(edited())}, "residual-Copy1.ipynb was taken"),
    "downloaded twice": ({"residual (1).ipynb": to.dumped(edited())}, "residual (1).ipynb was taken"),
    "saved as text by the browser": ({"residual.ipynb.txt": to.dumped(edited())}, "residual.ipynb.txt was taken"),
    "saved as JSON": ({"residual.json": to.dumped(edited())}, "residual.json was taken"),
    "in capitals": ({"Residual.IPYNB": to.dumped(edited())}, "Residual.IPYNB was taken"),
    "under a name of their own": ({"My homework (final).ipynb": to.dumped(edited())}, "(final).ipynb was taken"),
    "in a folder": ({"week 3/residual.ipynb": to.dumped(edited())}, "week 3/residual.ipynb was taken"),
    "in a zip": ({"homework.zip": to.zipped(**{"w/residual.ipynb": to.dumped(edited())})}, "homework.zip/w/"),
    "as a zip in disguise": ({"residual.ipynb": to.zipped(**{"r.ipynb": to.dumped(edited())})}, "r.ipynb was"),
    "saved as UTF-32": ({"residual.ipynb": to.dumped(edited()).decode().encode("utf-32")}, ""),
    "with text behind its end": ({"residual.ipynb": to.dumped(edited()) + b"\n</html>"}, "there is more text"),
    "with what a Mac adds": (
        {"a.zip": to.zipped(**{"__MACOSX/._residual.ipynb": b"\0", "residual.ipynb": to.dumped(edited())})},
        "a.zip/residual.ipynb was taken",
    ),
    "beside the empty one": (
        {"residual.ipynb": to.dumped(to.released()), "residual-Copy2.ipynb": to.dumped(edited())},
        "residual-Copy2.ipynb counts; there is residual.ipynb, too",
    ),
    "as a Python file": ({"residual.py": f"# coding: latin-1\n# é\n{ALL}".encode("latin-1")}, "residual.py was taken"),
    "with a letter of Windows": (
        {"residual.ipynb": to.dumped(edited(to.begin("resnet", "# Müller"))).replace("ü".encode(), b"\xfc")},
        "Windows-1252",
    ),
    "with huge outputs": ({"residual.ipynb": to.dumped(edited(lambda it: shown(it, 30 << 20)))}, ""),
}  # fmt: skip


@pytest.fixture(scope="module")
def release():
    return released_notebook("residual", Path())


def found_all(folder: Path, residual: Assignment, release, says: str) -> None:
    submission = read(folder, residual, release)
    assert submission.readable, submission.notes
    assert assignment_of(folder, [residual]) == residual
    assert says in " ".join(submission.notes)
    assert bool(says) == bool(submission.notes)
    job, indices = job_of(submission, residual)
    asked = [cell.question for cell in job.cells if cell.question]
    assert set(asked) == {question.name for question in residual.questions} and len(indices) == len(job.cells)
    names: dict[str, str] = {}
    for cell in job.cells:  # what would be defined when a question is asked last
        for question in residual.questions:
            if f"def {question.name}(" in cell.source:
                names[question.name] = cell.source
    for question in residual.questions:
        source = names[question.name].partition(f"def {question.name}(")[2].partition("\ndef ")[0]
        assert "NotImplementedError" not in source, question.name


@pytest.mark.parametrize("report", NAMED)
def test_answers_are_found_in_odd_notebooks(tmp_path: Path, residual: Assignment, release, report: str) -> None:
    notebook, says = NAMED[report]
    (tmp_path / "residual.ipynb").write_bytes(to.dumped(notebook))
    found_all(tmp_path, residual, release, says)


@pytest.mark.parametrize("report", FILES)
def test_notebook_is_found_in_odd_files(tmp_path: Path, residual: Assignment, release, report: str) -> None:
    files, says = FILES[report]
    for name, content in files.items():
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_bytes(content)
    found_all(tmp_path / "in", residual, release, says)


WRITTEN = {  # report -> notebook, the text that the person who grades sees
    "in its cell": (edited(to.write("explain_degradation", "It is hard to optimise.")), "It is hard to optimise."),
    "in a cell below, its own left blank": (
        edited(
            to.write("explain_degradation", "YOUR ANSWER HERE"),
            to.put("explain_degradation", to.text("Hard."), below=True),
        ),
        "Hard.",
    ),
    "in a cell in its place": (
        edited(to.put("explain_degradation", to.text("Hard.")), to.take("explain_degradation")),
        "Hard.",
    ),
    "in a code cell": (explained(cell_type="code", source=NOT_PYTHON), NOT_PYTHON),
    "with a picture pasted": (
        explained(
            source="So:\n\n![image.png](attachment:image.png)", attachments={"image.png": {"image/png": to.PIXEL}}
        ),
        f"So:\n\n![image.png](data:image/png;base64,{to.PIXEL})",
    ),
    "with a picture that is not there": (
        explained(source="So: ![a b](attachment:a%20b.png) <img src='attachment:c.png'/>"),
        "So: *(The picture a b.png can't be shown.)* *(The picture c.png can't be shown.)*",
    ),
    "with a picture that is none": (
        explained(source="![x](attachment:x.svg)", attachments={"x.svg": {"image/svg+xml": "PHN2Zy8+"}}),
        "*(The picture x.svg can't be shown.)*",
    ),
}


@pytest.mark.parametrize("report", WRITTEN)
def test_written_answer_is_found(tmp_path: Path, residual: Assignment, release, report: str) -> None:
    notebook, expected = WRITTEN[report]
    (tmp_path / "residual.ipynb").write_bytes(to.dumped(notebook))
    submission = read(tmp_path, residual, release)
    assert to.cell_of(submission.notebook, "explain_degradation").source == expected
    assert sum(grade_id(cell) == "explain_degradation" for cell in submission.notebook.cells) == 1
    assert all("attachments" not in cell for cell in submission.notebook.cells)


SPARE = {  # what a cell of the student's own does -> whether a question may need it
    SLOW: False,
    "import keras\nhistory = keras.Sequential().fit(x, y)": False,
    "print(identity_block)": False,
    "WIDTH = 64": True,
    "for WIDTH in range(3):\n    pass": True,
    "settings = {}\nsettings['x'] = 1\nfrom mine import *": True,
    "def helper(x):\n    return x": True,
    "%%time\nWIDTH = 3": True,
    "not python": False,
}


@pytest.mark.parametrize("source", SPARE)
def test_cells_that_no_question_needs_are_spare(tmp_path: Path, residual: Assignment, release, source: str) -> None:
    answer = "def identity_block(x, filters):\n    return helper(x) if WIDTH else settings"
    notebook = edited(to.write("identity_block", answer), to.put("identity_block", to.code(source)))
    (tmp_path / "residual.ipynb").write_bytes(to.dumped(notebook))
    job, _ = job_of(read(tmp_path, residual, release), residual)
    (cell,) = [cell for cell in job.cells if cell.source == source]
    assert cell.spare is not SPARE[source]


def test_experiment_that_an_answer_needs_is_run(tmp_path: Path, residual: Assignment, release) -> None:
    notebook = edited(to.write("identity_block", "def identity_block(x, filters):\n    return two_spirals(filters)"))
    (tmp_path / "residual.ipynb").write_bytes(to.dumped(notebook))
    job, _ = job_of(read(tmp_path, residual, release), residual)
    assert ["def two_spirals" in cell.source for cell in job.cells].count(True) == 1
    assert not any("def fashion_errors" in cell.source for cell in job.cells)
