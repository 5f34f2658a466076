"""A job finds what it needs and nothing besides: no judge, no reference, nothing of the machine."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.paths import PACKAGE
from autograder.sandbox.bubblewrap import PARTS
from autograder.sandbox.engine import Engine
from support.cells import ANSWER, answer, run, told

ROOMS = {"keras_internals", "networks", "probing", "sandbox", "schema"}
STARTS = ("sandbox/fork_server.py", "sandbox/run_cells.py", "probing/probe.py")


@pytest.fixture
def isolated(engine: Engine) -> Engine:
    if engine.sandbox == "none":
        pytest.skip("no sandbox here")
    return engine


def imported(path: Path) -> Iterator[Path]:
    """The files of this package that a module imports, wherever in it; what only types need left out."""
    todo: list[ast.AST] = [ast.parse(path.read_text(encoding="utf-8"))]
    while todo:
        node = todo.pop()
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            continue
        todo += ast.iter_child_nodes(node)
        names = [node.module] if isinstance(node, ast.ImportFrom) else []
        names += [it.name for it in node.names] if isinstance(node, ast.Import) else []
        for name in names:
            if f"{name}".startswith("autograder."):
                yield PACKAGE.parent / f"{name}.py".replace(".", "/", f"{name}".count("."))


def test_parts_are_all_that_a_job_imports_and_know_no_judge() -> None:
    todo, needed = [PACKAGE / start for start in STARTS], set[Path]()
    while todo:
        path = todo.pop()
        if path not in needed:
            needed.add(path)
            todo += imported(path)
    assert len(needed) > 20
    assert [it for it in needed if not any(it.is_relative_to(PACKAGE / part) for part in PARTS)] == []
    assert {part.split("/")[0] for part in PARTS if "." not in part or "/" in part} == ROOMS


# What a cell evaluates, and what it shows.
NOT_THERE = {
    "the judge": "importlib.import_module('autograder.judging.judge')",
    "counting": "importlib.import_module('autograder.networks.size')",
    "shapes": "importlib.import_module('autograder.networks.graph')",
    "mistakes": "importlib.import_module('autograder.mistakes.catalogue.blocks')",
    "the class": "importlib.import_module('autograder.grading.graded')",
    "hints": "importlib.import_module('autograder.student.hints')",
    "files of what is not imported": "(Path(autograder.__file__).parent / 'judging' / 'judge.py').read_text()",
    "public references of a checkout": "next(Path(autograder.__file__).parents[1].glob('data/reference/public/*'))",
    "public references of an installation": "next(f for d in sys.path for f in Path(d).glob('autograder/public/*'))",
}
LOOK = """
import autograder, glob, importlib, os, sys
from pathlib import Path
for look in LOOKS:
    try:
        print(look, "→", eval(look))
    except (OSError, ImportError, StopIteration):
        pass
"""


def test_the_judge_and_the_references_are_not_there(isolated: Engine) -> None:
    assert told(run(isolated, LOOK.replace("LOOKS", repr(list(NOT_THERE.values()))), ANSWER)) == ""


CHECKS = {
    "shown": ("from autograder import check\ncheck(len)", "`check` says nothing"),
    "printed": ("import autograder\nprint(autograder.check(len))", "`check` says nothing"),
    "asked for points": (
        "from autograder.student.check import check\nprint(check(len, draw=True).verdict.points >= 12)",
        "True",
    ),
    "hints": ("from autograder import check\nprint('hint:', check.hint('resnet', 2))", "hint:"),
    "all": ("from autograder import check\ncheck.all()", "`check` says nothing"),
    "in an answer": (f"from autograder import check\n{ANSWER}print(len(str(check(double))) > 0)", "True"),
    "weights": ("from autograder import load_by_place as load\nprint(load('network', 'weights.npz'))", "network"),
}


@pytest.mark.parametrize("where", ["engine", "bare"])
def test_calls_of_check_between_cells_fail_no_cell(where: str, request: pytest.FixtureRequest) -> None:
    for source, says in CHECKS.values():
        result = run(request.getfixturevalue(where), source, ANSWER)
        assert says in told(result) and "Error" not in told(result)
        assert answer(result) == 6
