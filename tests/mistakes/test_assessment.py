"""An explanation adds to a verdict and takes nothing from it."""

from dataclasses import replace

import pytest

import autograder.mistakes.assessment
from autograder.judging.judge import judge
from autograder.judging.reference import OfficialReference
from autograder.mistakes.assessment import assess
from autograder.schema.assignment import Assignment
from autograder.schema.evidence import Built, Evidence, Raised


def wrong_exception(official: OfficialReference) -> Evidence:
    """The solution's, but for the exception: right up to a point, and with something to explain."""
    right = official.evidence["resnet"].observations
    seen = {name: it if isinstance(it, Built) else Raised("KeyError", "20") for name, it in right.items()}
    return Evidence("resnet", seen)


def test_what_is_explained_is_judged_alike(residual: Assignment, official: OfficialReference) -> None:
    question, evidence = residual.question("resnet"), wrong_exception(official)
    plain, explained = judge(question, evidence, official), assess(question, evidence, official)
    assert plain.diagnosis is None and explained.diagnosis is not None
    assert replace(explained, diagnosis=None, graph=None) == plain and 0 < plain.points < plain.max_points


def test_a_failing_explanation_costs_no_points(
    residual: Assignment, official: OfficialReference, monkeypatch: pytest.MonkeyPatch
) -> None:
    def explain(*_: object) -> None:
        raise RuntimeError("nobody thought of this")

    monkeypatch.setattr(autograder.mistakes.assessment, "explain", explain)
    question, evidence = residual.question("resnet"), wrong_exception(official)
    verdict = assess(question, evidence, official)
    assert verdict == replace(judge(question, evidence, official), review=True)


def test_evidence_without_a_case_earns_nothing(residual: Assignment, official: OfficialReference) -> None:
    question = residual.question("identity_block")
    right = official.evidence["identity_block"].observations
    for missing in right:
        seen = {name: it for name, it in right.items() if name != missing}
        verdict = assess(question, Evidence("identity_block", seen), official)
        assert (verdict.points, verdict.review) == (0, True) and missing in verdict.message
