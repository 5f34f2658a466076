"""A class with cheats in it: nobody earns, reads, breaks or slows down what is not theirs.

Each file in `attacks` is what one student writes into the answer cell of `identity_block`; the functions in
`attacks/notebooks/edits.py` do something to the notebook's file instead. All hand in at once, among honest students,
and are graded in one run.
"""

import contextlib
import ctypes
import hashlib
import html.parser
import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import pytest
from attacks.notebooks.edits import EDITS, FILES, cells
from conftest import ROOT

from autograder.demo import answer_notebook
from autograder.ingest import defined_names
from autograder.release import write_notebook
from autograder.sample_answers import sample_answer
from autograder.sandbox import lacking

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

LIMITS = """
[limits]
cell_s = 3
wall_s = 10
memory_mib = 600
processes = 64
disk_mib = 8
"""
BREACH = "BREACH"  # an attack that succeeds says so
UNFINISHED = ("NameError", "SyntaxError", "IndentationError", "ImportError", "ModuleNotFoundError")
BASELINE = "def identity_block(x, filters):\n    return x\n"
RIGHT_BLOCK = 12.0  # points of a right identity_block
HONEST = {"aaa-honest": 40.0, "zzz-honest": 40.0}
MOST_S = 20.0  # that the class may wait for one student; a job's wall_s and the reading of what came of it
MOST_MIB = 4 * 1024  # that the run may take of the machine's memory
SUBREAPER = 36  # of prctl(2)
ATTACKS = {path.stem: path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests" / "attacks").glob("*.py"))}


CHEATS = [*ATTACKS, *EDITS, *FILES]
EARNS = {name: RIGHT_BLOCK for name, source in ATTACKS.items() if "\nearns: full marks\n" in source}
EARNS["hard_link"] = HONEST["aaa-honest"]


@dataclass
class Outcome:
    """What one run over the class left behind."""

    root: Path
    scratch: Path
    secrets: dict[str, str]
    before: dict[str, str]
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    waited: dict[str, float] = field(default_factory=dict)  # before a student's row came, since the one before it
    status: int = -1
    said: str = ""
    most_mib: float = 0.0  # taken of the machine's memory
    left: list[str] = field(default_factory=list)  # processes

    def page(self, student: str) -> str:
        return (self.root / "feedback" / student / "residual" / "residual.html").read_text(encoding="utf-8")

    def notebook(self, student: str) -> dict[str, Any]:
        path = self.root / "autograded" / student / "residual" / "residual.ipynb"
        return json.loads(path.read_text(encoding="utf-8"))


def hand_in(root: Path, residual: Any, names: list[str]) -> None:
    """Hand in for honest students, the baseline and the cheats of these names."""
    honest = [sample_answer("residual/identity_block/right/add_layer")]
    places = {name: root / "submitted" / name / "residual" / "residual.ipynb" for name in (*HONEST, "baseline", *names)}
    for name, path in places.items():
        path.parent.mkdir(parents=True)
        write_notebook(answer_notebook(residual, honest if name in HONEST else []), path)
        if name in HONEST:
            continue
        notebook = json.loads(path.read_text(encoding="utf-8"))
        source = ATTACKS.get(name, "")
        answer = source if "identity_block" in defined_names(source) else f"{source}\n\n{BASELINE}"
        cells(notebook)["identity_block"]["source"] = answer
        EDITS.get(name, lambda notebook: None)(notebook)
        path.write_text(json.dumps(notebook), encoding="utf-8")
        if name in FILES:
            FILES[name](path, places["aaa-honest"])


def contents(root: Path) -> dict[str, str]:
    """A digest of every file of the course that grading must not change."""
    made = ("autograded", "feedback", ".autograder", "gradebook.db")
    return {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in root.rglob("*")
        if path.is_file() and not path.is_symlink() and path.relative_to(root).parts[0] not in made
    }


def descendants(first: int) -> list[str]:
    """Command lines of the processes that descend from one, zombies left out."""
    parents, lines = {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, parent = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
            if state != "Z":
                parents[int(folder.name)] = int(parent)
                lines[int(folder.name)] = (folder / "cmdline").read_text().replace("\0", " ")
        except OSError:
            continue
    found, level = [], [first]
    while level:
        level = [process for process, parent in parents.items() if parent in level]
        found += level
    return [lines[process] for process in found]


def free_mib() -> float:
    return psutil.virtual_memory().available / 2**20


def held_elsewhere_mib() -> float:
    """What processes hold that do not descend from this one: other tests' processes, say."""
    me = psutil.Process()
    own = {me.pid, *(process.pid for process in me.children(recursive=True))}
    held = 0
    for process in psutil.process_iter():
        if process.pid not in own:
            with contextlib.suppress(psutil.Error):
                held += process.memory_full_info().pss
    return held / 2**20


def prepare(folder: Path, scratch: Path, residual: Any, names: list[str]) -> tuple[Outcome, dict[str, str]]:
    """A course with the cheats' submissions and secrets in it, and the environment to grade it in."""
    root = folder / "course"
    for part in ("solutions", "assignments", "data"):
        shutil.copytree(ROOT / part, root / part)
    shutil.copy(ROOT / "nbgrader_config.py", root)
    with (root / "solutions" / "residual" / "assignment.toml").open("a") as file:
        file.write(LIMITS)
    hand_in(root, residual, names)
    home = folder / "home"
    home.mkdir()
    places = {
        "solution": root / "solutions" / "residual" / "secret.txt",
        "reference": root / "data" / "reference" / "secret.txt",
        "gradebook": root / "secret.txt",
        "sibling": root / "submitted" / "aaa-honest" / "residual" / "secret.txt",
        "home": home / "secret.txt",
        "tmp": scratch / "secret.txt",
    }
    canaries = {name: f"canary{secrets.token_hex(12)}" for name in (*places, "environment")}
    for name, path in places.items():
        path.write_text(canaries[name])
    outcome = Outcome(root, scratch, canaries, contents(root))
    paths = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    more = {"HOME": str(home), "TMPDIR": str(scratch), "GRADER_SECRET": canaries["environment"], "PATH": paths}
    return outcome, os.environ | more


def grade(outcome: Outcome, environment: dict[str, str], *words: str) -> None:
    """Grade the class once, as an instructor does, and note what it did to the machine meanwhile."""
    ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)  # what outlives the run becomes a child of this process
    earlier = set(descendants(os.getpid()))
    free, elsewhere = free_mib(), held_elsewhere_mib()
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.2):
            taken = free - free_mib()
            if taken >= MOST_MIB:
                taken -= held_elsewhere_mib() - elsewhere
            outcome.most_mib = max(outcome.most_mib, taken)

    threading.Thread(target=watch, daemon=True).start()
    command = [sys.executable, "-m", "autograder", "grade", "residual", "--json", "--jobs", "2", *words]
    with (outcome.scratch / "stderr.txt").open("w+") as errors:
        with subprocess.Popen(
            command, cwd=outcome.root, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True
        ) as run:
            last = 0.0
            for line in run.stdout or ():
                row = json.loads(line)
                outcome.rows[row["student"]] = row
                outcome.waited[row["student"]] = time.monotonic() - (last or time.monotonic())
                last = time.monotonic()
        outcome.status = run.returncode
        errors.seek(0)
        outcome.said = errors.read()
    over.set()
    (outcome.scratch / "stderr.txt").unlink()
    time.sleep(0.5)
    outcome.left = [line for line in descendants(os.getpid()) if line not in earlier]


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
        assert found.timestamp is None or found.timestamp.year > 2000


def test_hard_link_is_reviewed(outcome: Outcome) -> None:
    assert outcome.rows["hard_link"]["review"]


def test_nothing_is_left_behind(outcome: Outcome) -> None:
    assert outcome.left == []
    assert {path.name for path in outcome.scratch.iterdir()} == {"secret.txt"}
    assert contents(outcome.root) == outcome.before


def test_memory_of_the_machine_was_not_taken(outcome: Outcome) -> None:
    assert 0 < outcome.most_mib < MOST_MIB
