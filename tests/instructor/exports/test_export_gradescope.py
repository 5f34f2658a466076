"""Gradescope gets a test per criterion, and a zip with all that a run needs."""

import subprocess
from pathlib import Path

from autograder.grading.answer_files import Line
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
