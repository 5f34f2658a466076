"""What several tests share: the course's assignment, its references, and one warm engine."""

import os
import shutil

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["GOING_DEEPER_HOME"] = os.devnull  # nobody's progress is changed by tests

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder.assignment import Assignment, declared_assignment
from autograder.engine import Engine
from autograder.reference import OfficialReference, official_reference
from autograder.sandbox import Sandbox, lacking

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def residual() -> Assignment:
    return declared_assignment("residual")


@pytest.fixture(scope="session")
def official(residual: Assignment) -> OfficialReference:
    return official_reference(residual)


@pytest.fixture(scope="session")
def sandbox() -> Sandbox:
    """bubblewrap where it works. On CI it must."""
    return "bubblewrap" if os.environ.get("CI") or lacking() is None else "none"


@pytest.fixture(scope="session")
def engine(sandbox: Sandbox) -> Iterator[Engine]:
    with Engine(sandbox) as running:
        yield running


@pytest.fixture
def counting_class(tmp_path: Path) -> Path:
    """A course in which students have written a function that counts, each another: nothing is quicker to grade."""
    from autograder.demo import answer_notebook  # here: tests on a GPU do without what notebooks need
    from autograder.release import write_notebook
    from autograder.sample_answers import sample_answers

    for folder in ("solutions", "assignments", "data"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    for answer in sample_answers("one_by_one/conv_multiplications/wrong/*")[:4]:
        path = tmp_path / "submitted" / answer.name / "one_by_one" / "one_by_one.ipynb"
        path.parent.mkdir(parents=True)
        write_notebook(answer_notebook(declared_assignment("one_by_one"), [answer]), path)
    return tmp_path


@pytest.fixture
def functions() -> Callable[[str], dict]:
    """Run a piece of a student's code and return the names it defines."""

    def run(source: str) -> dict:
        names: dict = {"__name__": "answer"}
        exec(compile(source, "answer.py", "exec"), names)
        return names

    return run


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="Write the golden files of feedback anew.")
