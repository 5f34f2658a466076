"""What names a module or a file in text, where no import would fail, names one that is there."""

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.paths import kit_files
from autograder.probing.probe import observe
from autograder.schema.evidence import Raised
from support.courses import ROOT

DOTTED = re.compile(r"(?<![\w/.])autograder(?:\.[a-zA-Z]\w*)+")
FILE = re.compile(r"(?<![\w/.])(?:autograder|assignments|data|solutions|tests|\.ci|\.devcontainer)/[\w./*-]*[\w*/]")
TEXTS = [
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "data/README.md",
    "nbgrader_config.py",
    "pyproject.toml",
    ".pre-commit-config.yaml",
]
OTHERS = {"autograder.nbgrader", "autograder.py"}  # a logger, and a file that another system asks for
INSTALLED = "autograder/public"  # where the wheel has what a checkout has under data


def texts() -> Iterator[tuple[str, str]]:
    """Where something is written, and what: documents and settings, and the text in our own modules."""
    for name in TEXTS:
        yield name, (ROOT / name).read_text(encoding="utf-8")
    for path in kit_files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield path.relative_to(ROOT).as_posix(), node.value


def exists(name: str) -> bool:
    """Whether a dotted name is that of a module, or of something in one."""
    try:
        importlib.import_module(name)
    except ModuleNotFoundError:
        module, _, attribute = name.rpartition(".")
        return exists(module) and hasattr(importlib.import_module(module), attribute) if module else False
    return True


def test_dotted_names_in_text_are_there() -> None:
    named = {(where, name) for where, text in texts() for name in DOTTED.findall(text) if name not in OTHERS}
    assert len(named) > 12
    assert [it for it in sorted(named) if not exists(it[1])] == []


def test_files_that_are_named_in_text_are_there() -> None:
    named = {(where, place) for where, text in texts() for place in FILE.findall(text) if place != INSTALLED}
    assert len(named) > 20
    assert [it for it in sorted(named) if not any(ROOT.glob(it[1].rstrip("/")))] == []


@pytest.mark.parametrize("folder", ["autograder", "site", "my autograder/autograder"])
def test_a_students_folder_may_be_called_as_the_package(folder: str, tmp_path: Path, residual) -> None:
    path = tmp_path / folder / "answers.py"
    path.parent.mkdir(parents=True)
    path.write_text("def identity_block(x, filters):\n    return x.no_such_thing  # here\n")
    names: dict = {}
    exec(compile(path.read_text(), str(path), "exec"), names)
    question = residual.question("identity_block")
    seen = observe(names["identity_block"], question, question.example, 1)
    assert isinstance(seen, Raised) and seen.line == "return x.no_such_thing  # here"
