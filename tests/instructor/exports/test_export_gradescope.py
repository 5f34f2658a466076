"""Gradescope gets a test per criterion, and a zip with all that a run needs."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from autograder.grading.answer_files import Line
from autograder.instructor.authoring.demo import answer_notebook
from autograder.instructor.authoring.release import write_notebook
from autograder.instructor.authoring.sample_answers import SampleAnswer
from autograder.instructor.exports.gradescope import results_of
from autograder.judging.verdict import Diagnosis
from autograder.schema.assignment import Assignment
from support.exports import judged, unpacked


def test_gradescope_has_a_test_per_criterion(residual: Assignment) -> None:
    question = residual.question("identity_block")
    told = Diagnosis(("early_relu",), "The ReLU comes too early.")
    found = results_of(residual, [judged(question, {"outputs": 1.5, "training": 0}, told)])
    tests = {test["name"]: test for test in found["tests"]}
    assert len(tests) == len(found["tests"]) == sum(len(it.criteria) for it in residual.questions)
    assert sum(test["max_score"] for test in tests.values()) == 90
    assert tests["Identity block: builds"] == {
        "name": "Identity block: builds",
        "score": 1,
        "max_score": 1,
        "status": "passed",
        "output": "",
    }
    assert tests["Identity block: outputs"]["score"] == 1.5
    assert tests["Identity block: outputs"]["status"] == "failed"
    assert tests["Identity block: outputs"]["output"] == "outputs is wrong.\nThe ReLU comes too early."
    assert tests["Identity block: training"]["output"] == "training is wrong."
    assert sum(test["score"] for name, test in tests.items() if not name.startswith("Identity")) == 0


def test_gradescope_says_why_nothing_was_judged(residual: Assignment) -> None:
    found = results_of(residual, [Line("x", None, None, None, "There are 0 notebooks.").as_json()])
    assert found["output"] == "There are 0 notebooks." and not any(test["score"] for test in found["tests"])


# What a student's function tries where Gradescope calls it, without a sandbox, beside the reference.
TRIES = """
def identity_block(x, filters):
    import os
    said = ['who', os.getuid(), os.getgroups()]
    for path in ('data/reference/residual.json', 'data/reference/public/residual.json',
                 'data/held_out/fashion_mnist.npz', 'solutions/residual/assignment.toml',
                 'assignments/residual/residual.ipynb'):
        try:
            said += ['READ', path, open(f'SOURCE/{path}', 'rb').read(20)]
        except OSError:
            pass
    for path in ('../results/results.json', 'autograder/__init__.py', 'sitecustomize.py', '../setup.sh'):
        try:
            said += ['WROTE', open(f'SOURCE/{path}', 'a')]
        except OSError:
            pass
    for process in filter(str.isdigit, os.listdir('/proc')):
        try:
            if os.stat(f'/proc/{process}').st_uid == 0:
                said += ['SAW', open(f'/proc/{process}/environ', 'rb').read(20)]
        except OSError:
            pass
    raise ValueError(str(said))
"""
# In a mount namespace of its own: a container whose Python nobody can run.
CONTAINER = """
set -e
mkdir "$1/python" && mount --rbind PREFIX "$1/python"
mount -t tmpfs -o mode=755 home "$HOME"
mkdir -p PREFIX && mount --rbind "$1/python" PREFIX
exec bash "$1/source/run_autograder"
"""


@pytest.mark.slow
@pytest.mark.skipif(
    os.geteuid() != 0 or Path(sys.prefix).is_relative_to(Path.home()),
    reason="needs root, and packages outside its home",
)
def test_on_gradescope_student_code_reads_no_reference_and_writes_no_result(course: Path, residual: Assignment) -> None:
    folder, _ = unpacked(course, "gradescope")
    with tempfile.TemporaryDirectory(prefix="gradescope-", dir="/var/tmp") as name:
        place = Path(name)
        shutil.copytree(folder, place / "source")
        (place / "results").mkdir()
        (place / "submission").mkdir()
        source = TRIES.replace("SOURCE", str(place / "source"))
        tries = SampleAnswer("residual", "identity_block", "wrong", "tries", source, {}, {})
        notebook = answer_notebook(residual, [tries])
        write_notebook(notebook, place / "submission" / "residual.ipynb")
        script = place / "source" / "run_autograder"
        text = script.read_text().replace("/opt/grader/bin/python", sys.executable).replace("/autograder", name)
        script.write_text(text)
        inside = CONTAINER.replace("PREFIX", sys.base_prefix)
        words = ["unshare", "--mount", "--propagation", "private", "sh", "-c", inside, "sh", name]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        found = json.loads((place / "results" / "results.json").read_text())
    said = next(test["output"] for test in found["tests"] if test["name"] == "Identity block: builds")
    assert "'who', 65534" in said and not [word for word in ("READ", "WROTE", "SAW") if word in said]


def test_gradescope_zip_has_what_a_run_needs(course: Path) -> None:
    folder, names = unpacked(course, "gradescope")
    assert {"setup.sh", "run_autograder", "requirements.txt", "autograder/cli/app.py"} <= names
    assert {name for name in names if name.startswith(("data/", "solutions/", "assignments/"))} == {
        "data/reference/residual.json",
        "data/reference/public/residual.json",
        "data/reference/public/residual.ipynb",
        "data/reference/public/fashion_mnist.npz",
        "data/held_out/fashion_mnist.npz",
        "solutions/residual/assignment.toml",
        "assignments/residual/residual.ipynb",
    }
    for script in ("setup.sh", "run_autograder"):
        assert subprocess.run(["bash", "-n", folder / script], check=False).returncode == 0
    needs = (folder / "requirements.txt").read_text().splitlines()
    assert {"click", "keras", "nbgrader", "tensorflow", "pyseccomp"} <= {it.split("=")[0].rstrip(">") for it in needs}
    assert not any("pytest" in it or ";" in it for it in needs)
