"""A class with cheats in it: nobody earns, reads, breaks or slows down what is not theirs.

All that `support.cheats` knows hand in at once, among honest students, and are graded in one run.
"""

import html.parser
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.sandbox.bubblewrap import lacking
from support.cheats import ATTACKS, BREACH, CHEATS, HONEST, MOST_MIB, Outcome, contents, grade, prepare

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

UNFINISHED = ("NameError", "SyntaxError", "IndentationError", "ImportError", "ModuleNotFoundError")
RIGHT_BLOCK = 12.0  # points of a right identity_block
MOST_S = 200.0  # that the class may wait for one student on the busiest machine; a job ends by its wall_s
EARNS = {name: RIGHT_BLOCK for name, source in ATTACKS.items() if "\nearns: full marks\n" in source}
EARNS["hard_link"] = HONEST["aaa-honest"]


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory, residual) -> Iterator[Outcome]:
    if (missing := lacking()) and not os.environ.get("CI"):
        pytest.skip(missing[0])
    scratch = Path(tempfile.mkdtemp(prefix="attacks-", dir="/tmp"))
    scratch.chmod(0o711)  # as root, the sandbox is started by nobody, who must get to what lies in there
    prepared, environment = prepare(tmp_path_factory.mktemp("attacks"), scratch, residual, CHEATS)
    grade(prepared, environment)
    yield prepared
    shutil.rmtree(scratch)


def test_run_goes_through_and_honest_students_have_their_points(outcome: Outcome) -> None:
    assert outcome.status == 0, outcome.said[-3000:]
    assert set(outcome.rows) == {*HONEST, "baseline", *CHEATS}
    assert {name: outcome.rows[name]["points"] for name in HONEST} == HONEST
    assert not [name for name, row in outcome.rows.items() if row["fault"]]


@pytest.mark.parametrize("name", CHEATS)
def test_no_point_that_was_not_earned(outcome: Outcome, name: str) -> None:
    points = outcome.rows[name]["points"]
    if name in EARNS:
        assert points == EARNS[name]
    else:
        assert 0 <= points <= outcome.rows["baseline"]["points"]


@pytest.mark.parametrize("name", CHEATS)
def test_nothing_was_read_or_reached(outcome: Outcome, name: str) -> None:
    notebook = outcome.notebook(name)
    shown = [output for cell in notebook["cells"] for output in cell.get("outputs", ())]
    texts = json.dumps([outcome.rows[name], shown]), json.dumps(notebook), outcome.page(name)
    assert BREACH not in texts[0]
    assert not [place for place, canary in outcome.secrets.items() for text in texts if canary in text]


@pytest.mark.parametrize("name", ATTACKS)
def test_attack_was_carried_out(outcome: Outcome, name: str) -> None:
    """An attack with a slip in it would prove nothing."""
    shown = [output for cell in outcome.notebook(name)["cells"] for output in cell.get("outputs", ())]
    assert not [output for output in shown if output.get("ename") in UNFINISHED]


class Page(html.parser.HTMLParser):
    """Notes what a page would run or fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "iframe", "object", "embed", "base", "form", "svg"):
            self.found.append(tag)
        for key, value in attrs:
            value = (value or "").strip().lower()
            remote = key in ("src", "srcset", "action") and not value.startswith("data:image/") and ":" in value
            if key.startswith("on") or remote or value.startswith(("javascript:", "data:text", "vbscript:")):
                self.found.append(f"{tag} {key}={value[:50]}")


@pytest.mark.parametrize("name", CHEATS)
def test_page_runs_and_fetches_nothing(outcome: Outcome, name: str) -> None:
    page = Page()
    page.feed(outcome.page(name))
    assert page.found == []


@pytest.mark.parametrize("name", CHEATS)
def test_class_does_not_wait_for_one_student(outcome: Outcome, name: str) -> None:
    assert outcome.waited[name] < MOST_S


def test_timestamp_in_a_submission_is_not_believed(outcome: Outcome) -> None:
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{outcome.root / 'gradebook.db'}") as gradebook:
        found = gradebook.find_submission("residual", "old_timestamp")
        assert found.timestamp is None, "no collector noted a time"


def test_hard_link_is_reviewed(outcome: Outcome) -> None:
    assert outcome.rows["hard_link"]["review"]


def test_nothing_is_left_behind(outcome: Outcome) -> None:
    assert outcome.left == []
    assert {path.name for path in outcome.scratch.iterdir()} == {"secret.txt"}
    assert contents(outcome.root) == outcome.before


def test_memory_of_the_machine_was_not_taken(outcome: Outcome) -> None:
    assert 0 < outcome.most_mib < MOST_MIB
