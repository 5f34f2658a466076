"""What a person should look at is found in the code, and nothing of the kind in honest answers."""

import ast
import json
from pathlib import Path

import nbformat
import pytest

from autograder.grading.session import released
from autograder.keras_internals.network_sources import network_sources
from autograder.reading.submission import read
from autograder.reading.suspect import suspicions
from autograder.schema.assignment import Assignment
from support.courses import ROOT
from support.notebooks import cell_of

SOURCES = {path.stem: path.read_text(encoding="utf-8") for path in network_sources()}


def function(module: str, name: str) -> str:
    """The source of a function of keras.applications."""
    found = next(node for node in ast.parse(SOURCES[module]).body if getattr(node, "name", "") == name)
    return ast.get_source_segment(SOURCES[module], found) or ""


BLOCK = function("resnet", "residual_block_v1")
COPIES = {
    "whole network": function("vgg16", "VGG16"),
    "block": BLOCK,
    "laid out anew, without comments": ast.unparse(ast.parse(function("inception_v3", "InceptionV3"))),
    "variables renamed": BLOCK.replace("x", "out").replace("shortcut", "skip").replace("residual_block_v1", "mine"),
    "a few lines changed": function("densenet", "DenseNet").replace('"relu"', '"elu"').replace("1.001e-5", "1e-3"),
    "among other code": f"def one(x):\n    return x\n\n{BLOCK}\n\nprint('done')",
    "written into a file": f"%%writefile mine.py\n{BLOCK}",
}
INSIDES = {
    "frames": "import sys\nframe = sys._getframe(1)",
    "objects": "import gc\nkept = [it for it in gc.get_objects()]",
    "code": "kept = keras.Model.count_params.__code__",
    "what a decorator wraps": "kept = keras.Model.summary.__wrapped__",
}


@pytest.mark.parametrize("source", COPIES.values(), ids=COPIES)
def test_copy_of_a_ready_made_network_is_found(source: str) -> None:
    assert [it for it in suspicions([source]) if "that of keras.applications (" in it]


@pytest.mark.parametrize("source", INSIDES.values(), ids=INSIDES)
def test_code_that_takes_the_interpreter_apart_is_found(source: str) -> None:
    assert [it for it in suspicions([source]) if "looks into the interpreter (" in it]


def test_answers_and_solutions_have_nothing_of_the_kind() -> None:
    texts = {path: path.read_text(encoding="utf-8") for path in (ROOT / "data" / "answers").rglob("*.py")}
    texts |= {path: path.read_text(encoding="utf-8") for path in (ROOT / "solutions").rglob("*.py")}
    assert len(texts) > 500
    assert {path: found for path, text in texts.items() if (found := suspicions([text]))} == {}


def test_it_is_noted_for_a_person(tmp_path: Path, residual: Assignment) -> None:
    notebook = json.loads(nbformat.writes(released(residual)))
    cell_of(notebook, "identity_block")["source"] = f"{BLOCK}\n\nidentity_block = residual_block_v1"
    path = tmp_path / "residual.ipynb"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    submission = read(path, residual, released(residual))
    assert submission.review and "keras.applications (resnet.py)" in " ".join(submission.notes)
    assert "residual_block_v1" in cell_of(submission.notebook, "identity_block").source
