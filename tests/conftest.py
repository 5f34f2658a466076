"""What several tests share: the course's assignment, its references, and one warm engine."""

import contextlib
import os
import signal

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["GOING_DEEPER_HOME"] = os.devnull  # nobody's progress is changed by tests

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from autograder.sandbox.bubblewrap import Sandbox, lacking
from autograder.sandbox.engine import Engine, LocalEngine
from autograder.schema.assignment import Assignment
from autograder.startup import skip_slow_imports
from support.courses import COURSE, copy_course, submitted

if TYPE_CHECKING:  # imported late: pytest's own process, which only hands tests out, needs no Keras; some need no click
    from click.testing import Result

    from autograder.judging.reference import OfficialReference

skip_slow_imports()


@pytest.fixture(scope="session")
def residual() -> Assignment:
    return COURSE.assignment("residual")


@pytest.fixture(scope="session")
def official(residual: Assignment) -> "OfficialReference":
    from autograder.judging.reference import official_reference

    return official_reference(residual)


@pytest.fixture(scope="session")
def sandbox() -> Sandbox:
    """bubblewrap where it works. On CI it must."""
    return "bubblewrap" if os.environ.get("CI") or lacking() is None else "none"


@pytest.fixture(scope="session")
def engine(sandbox: Sandbox) -> Iterator[Engine]:
    with LocalEngine(sandbox) as running:
        yield running


@pytest.fixture(scope="session")
def bare() -> Iterator[Engine]:
    """Runs code without a sandbox, as students' own commands do."""
    with LocalEngine("none") as running:
        yield running


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, engine: Engine, bare: Engine) -> Iterator[Callable[..., "Result"]]:
    """Run an `autograder` command in this process, with engines that are warm: a process of its own costs seconds."""
    from click.testing import CliRunner

    from autograder.cli import answer_files, app, grading, student

    @contextlib.contextmanager
    def warm_engine(sandbox: Sandbox, gpu: bool = False, judges: bool = False) -> Iterator[Engine]:
        yield bare if sandbox == "none" else engine

    for module in (answer_files, grading, student):
        monkeypatch.setattr(module, "warm_engine", warm_engine)
    interrupt = signal.getsignal(signal.SIGINT)  # `grade` sets its own
    yield lambda *words: CliRunner().invoke(app.cli, [*map(str, words)], catch_exceptions=False)
    signal.signal(signal.SIGINT, interrupt)


@pytest.fixture
def counting_class(tmp_path: Path) -> Path:
    """A course in which students have written a function that counts, each another: nothing is quicker to grade."""
    # Here: tests on a GPU do without what notebooks need.
    from autograder.instructor.authoring.demo import answer_notebook
    from autograder.instructor.authoring.release import write_notebook
    from autograder.instructor.authoring.sample_answers import sample_answers

    copy_course(tmp_path)
    for answer in sample_answers(COURSE.answers, "one_by_one/conv_multiplications/wrong/*")[:4]:
        notebook = answer_notebook(COURSE.assignment("one_by_one"), [answer])
        write_notebook(notebook, submitted(tmp_path, answer.name, "one_by_one"))
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
