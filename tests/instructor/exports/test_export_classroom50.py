"""Classroom 50 gets whole points, and a zip without what students must not have."""

from datetime import UTC, datetime
from pathlib import Path

from autograder.instructor.exports.classroom50 import result_of
from autograder.schema.assignment import Assignment
from support.exports import judged, unpacked

VARIABLES = {
    "CLASSROOM": "cv",
    "ASSIGNMENT": "residual",
    "SUBMISSION_TAG": "submit/2026-03-01T10-00-00Z-abc1234",
    "COMMIT_URL": "https://github.com/o/r/commit/abc",
    "RELEASE_URL": "https://github.com/o/r/releases/tag/submit",
}


def test_classroom50_takes_whole_points_and_their_sum(residual: Assignment) -> None:
    lines = [judged(residual.question("identity_block"), {"outputs": 1.5, "training": 0})]
    found = result_of(residual, lines, VARIABLES, datetime(2026, 3, 1, 10, tzinfo=UTC))
    keys = ("schema", "classroom", "assignment", "submission", "commit", "release", "review", "datetime")
    assert {key: found[key] for key in keys} == {
        "schema": "classroom50/result/v1",
        "classroom": "cv",
        "assignment": "residual",
        "submission": VARIABLES["SUBMISSION_TAG"],
        "commit": VARIABLES["COMMIT_URL"],
        "release": VARIABLES["RELEASE_URL"],
        "review": VARIABLES["COMMIT_URL"],
        "datetime": "2026-03-01T10:00:00Z",
    }
    assert (found["score"], found["max-score"]) == (7, 90)
    for test in found["tests"]:
        assert type(test["score"]) is type(test["max-score"]) is int and type(test["passed"]) is bool
    outputs = next(test for test in found["tests"] if test["test-name"] == "identity_block: outputs")
    assert (outputs["score"], outputs["points"], outputs["passed"]) == (1, 1.5, False)
    assert found["score"] == sum(test["score"] for test in found["tests"])


def test_classroom50_zip_has_nothing_that_students_must_not_have(course: Path) -> None:
    folder, names = unpacked(course, "classroom50")
    assert {name for name in names if not name.startswith("kit/autograder/")} == {
        "autograder.py",
        "requirements.txt",
        "kit/data/reference/public/residual.json",
        "kit/data/reference/public/residual.ipynb",
        "kit/data/reference/public/fashion_mnist.npz",
    }
    compile((folder / "autograder.py").read_text(), "autograder.py", "exec")
    assert (course / "exports" / "residual-classroom50.zip").stat().st_size < 10 * 2**20
