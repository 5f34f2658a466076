"""What people hand in earns the same from `grade`, nbgrader's own `autograde`, `judge`, `check` and `submit`.

The next report is a line of CASES: what was handed in, and its points. `reading.test_frames` has those that never got
past the reader.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from autograder.judging.reference import public_assignments
from autograder.sandbox.engine import Engine
from autograder.student.snapshot import snapshot_of
from autograder.student.watch.rechecker import check_snapshot
from support import handed_in as to
from support.courses import copy_course, submitted
from support.gradebooks import scores

BLOCKS = ("identity_block", "projection_block")
BOTH, ONE = 26.0, 12.0
SLOW = "import time\nend = time.time() + 600\nwhile time.time() < end:\n    time.sleep(0.1)\n"


def blocks() -> to.Notebook:
    """The release with two blocks and the written question answered: what runs in a second."""
    notebook = to.released()
    for name in (*BLOCKS, "explain_degradation"):
        to.cell_of(notebook, name)["source"] = to.answers()[name]
    return notebook


def odd(*edits, name: str = "residual.ipynb", **files: bytes) -> dict[str, bytes]:
    return {name: to.dumped(to.edited(*edits, start=blocks))} | files


IDENTITY = to.answers()["identity_block"]
ALL = "\n\n".join(to.answers()[name] for name in BLOCKS)
UNWRITTEN = [to.write(name, to.cell_of(to.released(), name)["source"]) for name in BLOCKS]
MIXED = "keras.mixed_precision.set_global_policy('mixed_float16')"
FROM_MINE, MINE = "from mine import ReLU", {"mine.py": b"from keras.layers import ReLU"}
WRONG = "def identity_block(x, filters):\n    return x\n"
CASES: Mapping[str, tuple[dict[str, bytes], float]] = {
    "plain": (odd(), BOTH),
    "split": (odd(to.split), BOTH),
    "merged": (odd(to.merged), BOTH),
    "retyped": (odd(to.lose_metadata), BOTH),
    "below": (odd(*UNWRITTEN, to.put("check_resnet", to.code(ALL))), BOTH),
    "mended below": (odd(to.write("identity_block", WRONG), to.put("projection_block", to.code(IDENTITY))), BOTH),
    "another below": (odd(to.put("resnet", to.code(WRONG))), BOTH),
    "copied [1] é": (odd(name="residual-Copy1.ipynb"), BOTH),
    "zipped": ({"my work.zip": to.zipped(**odd())}, BOTH),
    "drive": (odd(to.begin("identity_block", "from google.colab import drive\ndrive.mount('/content/drive')")), BOTH),
    "magics": (odd(to.begin("identity_block", "%matplotlib tk\n%nonsense 3\n!pip install keras")), BOTH),
    "a path of Kaggle": (odd(to.begin("identity_block", "import os\nos.chdir('/kaggle/working')")), BOTH),
    "picture": (odd(lambda it: to.cell_of(it, "explain_degradation").update(source="![a](attachment:b.png)")), BOTH),
    "slow": (odd(*(to.put(it, to.code(SLOW)) for it in BLOCKS)), BOTH),
    "mixed precision": (odd(to.put("identity_block", to.code(MIXED))), BOTH),
    "own module": (odd(to.begin("identity_block", FROM_MINE), **MINE), BOTH),
    "needed module": (odd(to.write("identity_block", FROM_MINE + "\nidentity_block = ReLU"), **MINE), BOTH - ONE),
    "wrong": (odd(to.write("identity_block", WRONG)), BOTH - ONE + 2),
}  # fmt: skip


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_course(tmp_path_factory.mktemp("course"))
    declared = root / "solutions" / "residual" / "assignment.toml"
    declared.write_text(f"{declared.read_text()}\n[limits]\nspare_s = 1.0\n")
    for student, (files, _) in CASES.items():
        for name, content in files.items():
            submitted(root, student, "residual").with_name(name).write_bytes(content)
    return root


@pytest.fixture
def autograder(course: Path, command, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """What a command prints that is run where the course is."""
    monkeypatch.chdir(course)
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", os.devnull)

    def run(*words: str) -> str:
        done = command(*words)
        assert done.exit_code in (0, 1), done.stderr
        return done.stdout

    return run


def points_by_path(printed: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for line in map(json.loads, printed.splitlines()):
        student = Path(line["path"]).parts[-2]
        found[student] = found.get(student, 0.0) + line["points"]
    return found


EXPECTED = {student: points for student, (_, points) in CASES.items()}


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:Object of type:sqlalchemy.exc.SAWarning")  # nbgrader adds a submission so
def test_grade_and_nbgrader_give_what_it_deserves(course: Path, autograder) -> None:
    rows = [json.loads(line) for line in autograder("grade", "residual", "--json").splitlines()]
    assert {row["student"]: row["points"] for row in rows} == EXPECTED
    database = f"sqlite:///{course / 'gradebook.db'}"
    assert scores(database, "residual") == EXPECTED
    page = (course / "feedback" / "picture" / "residual" / "residual.html").read_text(encoding="utf-8")
    assert "The picture b.png can" in page
    (course / "gradebook.db").unlink()
    words = [sys.executable, "-m", "nbgrader", "autograde", "residual", "--force"]
    done = subprocess.run(words, cwd=course, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert scores(database, "residual") == EXPECTED


QUICK = [student for student in CASES if student != "slow"]  # a student's own spare cells have a minute


@pytest.mark.slow
@pytest.mark.parametrize(("name", "students"), [("judge", list(CASES)), ("check", QUICK)], ids=["judge", "check"])
def test_judge_and_check_say_the_same(autograder, name: str, students: list[str]) -> None:
    folders = [f"submitted/{student}/residual" for student in students]
    found = points_by_path(autograder(name, "--json", *folders))
    assert found == {student: EXPECTED[student] for student in students}


@pytest.mark.slow
@pytest.mark.parametrize("student", [student for student in QUICK if student != "zipped"])
def test_what_submit_runs_earns_the_same(course: Path, bare: Engine, student: str) -> None:
    assignment, reference = public_assignments()["residual"]
    (path,) = (course / "submitted" / student / "residual").glob("*.ipynb")
    names, cell_s = tuple(question.name for question in assignment.questions), assignment.limits.cell_s
    found = check_snapshot(bare, assignment, reference, snapshot_of(path, assignment), names, cell_s)
    assert sum(verdict.points for verdict in found.values()) == EXPECTED[student]


@pytest.mark.slow
def test_submit_promises_what_grade_gives(autograder) -> None:
    said = autograder("submit", "submitted/retyped/residual/residual.ipynb", "--out", "zips")
    assert re.search(r"(\S+) of 90 points by check", said)[1] == f"{EXPECTED['retyped']:g}"
    assert "What the grader will read" in said
