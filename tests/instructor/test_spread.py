"""The limits of comparisons lie well between rounding, as measured, and the nearest known mistake."""

from dataclasses import replace
from pathlib import Path

import pytest

from autograder.instructor.authoring.rounding import (
    SEEDS,
    keep_spread,
    measure_spread,
    nearest_mistakes,
    read_spread,
    spread_tables,
)
from autograder.judging.tolerances import NETWORKS
from autograder.mistakes.making import cases_with_mistakes
from autograder.schema.course import Course
from support.courses import COURSE, ROOT

KEPT = read_spread(COURSE)


def test_rounding_is_a_fifth_of_the_limits_at_most() -> None:
    assert {it["backend"] for it in KEPT["measured"]} >= {"tensorflow", "jax"}
    for it in KEPT["measured"]:
        assert it["seeds"] == len(SEEDS) and set(it["widest"]) == {"block", "network", "trained"}
        for kind, widest in it["widest"].items():
            assert 0 < widest["distance"] < NETWORKS[kind].together / 5, (it["device"], it["backend"], kind)


def test_recorded_numbers_are_allowed_the_rounding_of_both_computers() -> None:
    for kind, limit in NETWORKS.items():
        rounding = sorted(it["widest"][kind]["distance"] for it in KEPT["measured"])
        assert sum(rounding[-2:]) < limit.recorded / 5
        assert limit.recorded >= limit.together


def test_nearest_mistakes_are_five_times_the_widest_limit_away_or_more() -> None:
    for where, it in KEPT["nearest"].items():
        assert it["distance"] > 5 * NETWORKS[it["kind"]].recorded, where


def test_every_question_with_mistakes_known_by_behaviour_was_measured() -> None:
    blocks = {
        question.name
        for assignment in COURSE.assignments()
        for question in assignment.questions
        if question.kind == "block" and cases_with_mistakes(question)
    }
    measured = {where.split("/")[0] for where in KEPT["nearest"]}
    assert blocks | {"resnet", "small_resnet"} <= measured


@pytest.mark.slow
def test_rounding_is_measured_against_float64(tmp_path: Path) -> None:
    """In a course of one small question, as in the whole one: the yardstick comes from a process of its own."""
    declared = (ROOT / "solutions" / "one_by_one" / "assignment.toml").read_text(encoding="utf-8")
    head, *questions = declared.split("[[question]]\n")
    (only,) = (it for it in questions if it.startswith('name = "shrink_channels"\n'))
    path = tmp_path / "solutions" / "one_by_one" / "assignment.toml"
    path.parent.mkdir(parents=True)
    path.write_text(f"{head}[[question]]\n{only}", encoding="utf-8")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "reference").symlink_to(ROOT / "data" / "reference")
    course = Course(tmp_path)
    measured = measure_spread(course)
    keep_spread(course, measured)
    assert read_spread(course)["measured"] == [measured]
    ((kind, widest),) = measured["widest"].items()
    assert kind == "block" and widest["where"].startswith("shrink_channels/")
    assert 0 < widest["distance"] < NETWORKS["block"].together / 5, "float32 is near float64, and not equal to it"
    assert f"{widest['distance']:.1e}" in (tmp_path / "data" / "spread.md").read_text(encoding="utf-8")


def test_tables_are_current() -> None:
    assert (ROOT / "data" / "spread.md").read_text(encoding="utf-8") == spread_tables(KEPT)


def test_a_limit_wider_than_a_mistake_would_be_noticed() -> None:
    """What is kept is what is measured now, for one question."""
    assignment = COURSE.assignment("one_by_one")
    only = replace(assignment, questions=(assignment.question("shrink_channels"),))
    ((where, kind, distance, mistake),) = nearest_mistakes(only)
    kept = KEPT["nearest"][where]
    assert (kept["kind"], kept["mistake"]) == (kind, mistake)
    assert distance == pytest.approx(kept["distance"], rel=1e-2)
