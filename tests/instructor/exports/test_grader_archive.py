"""An exported autograder grades where it was unpacked."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.instructor.authoring.demo import answer_notebook
from autograder.instructor.authoring.release import write_notebook
from autograder.instructor.authoring.sample_answers import sample_answer
from autograder.schema.assignment import Assignment
from support.courses import COURSE
from support.exports import unpacked

VARIABLES = {
    "CLASSROOM": "cv",
    "ASSIGNMENT": "residual",
    "SUBMISSION_TAG": "submit/2026-03-01T10-00-00Z-abc1234",
    "COMMIT_URL": "https://github.com/o/r/commit/abc",
    "RELEASE_URL": "https://github.com/o/r/releases/tag/submit",
}


@pytest.mark.slow
@pytest.mark.parametrize("target", ["gradescope", "classroom50"])
def test_archive_grades_where_it_was_unpacked(course: Path, residual: Assignment, target: str) -> None:
    folder, _ = unpacked(course, target)
    kit = folder / "kit" if target == "classroom50" else folder
    work = course / "checkout"
    work.mkdir()
    (work / "autograder.py").write_text("raise SystemExit('a file of the student')")
    answers = [sample_answer(COURSE.answers, "residual/identity_block/right/add_layer")]
    write_notebook(answer_notebook(residual, answers), work / "my-residual.ipynb")
    environment = VARIABLES | {"PYTHONPATH": str(kit), "PATH": "/usr/bin:/bin", "HOME": str(course)}
    command = [sys.executable, "-P", "-m", f"autograder.instructor.exports.{target}", "residual"]
    words = [work, work / "results.json"] if target == "gradescope" else []
    cwd = folder if target == "gradescope" else work
    done = subprocess.run([*command, *words], cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads((work / ("results.json" if target == "gradescope" else "result.json")).read_text())
    assert sum(test["score"] for test in found["tests"]) == 40
