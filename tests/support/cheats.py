"""A class with cheats in it: what they hand in, how it is graded, and what that did to the machine.

Each file in `sandbox/attacks/<kind>` is what one student writes into the answer cell of `identity_block`; the functions
in `sandbox/attacks/notebooks/edits.py` do something to the notebook's file instead.
"""

import contextlib
import ctypes
import hashlib
import json
import os
import secrets
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from autograder.instructor.authoring.demo import answer_notebook
from autograder.instructor.authoring.release import write_notebook
from autograder.instructor.authoring.sample_answers import sample_answer
from autograder.reading.code import names_of
from sandbox.attacks.notebooks.edits import EDITS, FILES, cells
from support.courses import COURSE, ROOT, copy_course, submitted

LIMITS = """
[limits]
cell_s = 3
wall_s = 10
spare_s = 3
memory_mib = 600
processes = 64
disk_mib = 8
"""
BREACH = "BREACH"  # an attack that succeeds says so
BASELINE = "def identity_block(x, filters):\n    return x\n"
HONEST = {"aaa-honest": 40.0, "zzz-honest": 40.0}
MOST_MIB = 4 * 1024  # that the run may take of the machine's memory
SUBREAPER = 36  # of prctl(2)
WRITTEN = (path for path in (ROOT / "tests" / "sandbox" / "attacks").glob("*/*.py") if path.parent.name != "notebooks")
ATTACKS = {path.stem: path.read_text(encoding="utf-8") for path in sorted(WRITTEN, key=lambda path: path.stem)}
CHEATS = [*ATTACKS, *EDITS, *FILES]


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
    honest = [sample_answer(COURSE.answers, "residual/identity_block/right/add_layer")]
    places = {name: submitted(root, name, "residual") for name in (*HONEST, "baseline", *names)}
    for name, path in places.items():
        write_notebook(answer_notebook(residual, honest if name in HONEST else []), path)
        if name in HONEST:
            continue
        notebook = json.loads(path.read_text(encoding="utf-8"))
        source = ATTACKS.get(name, "")
        answer = source if "identity_block" in names_of(source).written else f"{source}\n\n{BASELINE}"
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
    copy_course(root)
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
