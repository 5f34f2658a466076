"""The reference that students have is of public cases alone and gives no architecture away."""

import json

import pytest

import autograder.assignment
import autograder.reference
from autograder.assignment import public_folder
from autograder.errors import CourseError


def test_public_reference_does_not_give_the_architecture_away() -> None:
    for path in public_folder().glob("*.json"):
        data = json.loads(path.read_text())
        assert not any(word in path.read_text() for word in ("Conv2D(", "BatchNormalization", '"nodes"', '"config"'))
        known = {key for question in data["fingerprints"].values() for case in question.values() for key in case[0]}
        runs = {"inference", "training"}
        assert known <= {"shapes", "trainable", "non_trainable", "macs", "peak", "value", *runs}
        assert all(case["public"] for question in data["assignment"]["question"] for case in question["case"])


def test_mistakes_of_another_version_are_told_with_what_to_do() -> None:
    with pytest.raises(CourseError, match="autograder record"):
        autograder.reference.read_mistakes({"identity_block": {"printed": [{"mistake": "x"}]}})
