"""The reference that students have is of public cases alone and gives no architecture away."""

import json

import pytest

import autograder.judging.reference
import autograder.schema.assignment
from autograder.errors import CourseError
from autograder.paths import public_folder
from support.courses import COURSE


def test_public_reference_does_not_give_the_architecture_away() -> None:
    paths = sorted(public_folder().glob("*.json"))
    assert {path.stem for path in paths} == {assignment.id for assignment in COURSE.assignments()}
    found: set[str] = set()
    for path in paths:
        text = path.read_text(encoding="utf-8")
        assert not any(word in text for word in ("Conv2D(", "BatchNormalization", '"nodes"', '"config"'))
        data = json.loads(text)
        found |= {key for question in data["fingerprints"].values() for case in question.values() for key in case[0]}
        cases = [case for question in data["assignment"]["question"] for case in question["case"]]
        assert cases and all(case["public"] for case in cases)
    sizes, runs = {"shapes", "trainable", "non_trainable", "macs", "peak"}, {"inference", "training"}
    assert found == sizes | runs | {"value", "batches"}


def test_mistakes_of_another_version_are_told_with_what_to_do() -> None:
    with pytest.raises(CourseError, match="autograder record"):
        autograder.judging.reference.read_mistakes({"identity_block": {"printed": [{"mistake": "x"}]}})
