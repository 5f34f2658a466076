"""A value that a known wrong formula gives is told its mistake."""

import json
from typing import Any

import pytest

from autograder.judging.reference import OfficialReference, read_mistakes
from autograder.mistakes.assessment import assess
from autograder.mistakes.making import record_mistakes
from autograder.probing.probe import collect_evidence
from autograder.schema.assignment import Assignment, Case, Question, WrongFormula
from autograder.schema.published import public_part

COUNT = Question(
    "conv_multiplications",
    "value",
    "Multiplications of a convolution",
    {"builds": 1, "outputs": 5, "arguments": 2},
    (Case("printed", "5×5, 16 to 32 on 28×28", {"size": 28, "kernel": 5, "channels": 16, "filters": 32}, public=True),),
    mistakes=(
        WrongFormula(
            "counts_parameters",
            "This is the number of weights. Each is used once for every place of the output.",
            "kernel**2 * channels * filters",
        ),
        WrongFormula("right_here", "Never shown: this gives the right number.", "size**2 * kernel**2 * 16 * 32"),
    ),
)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("return size**2 * kernel**2 * channels * filters", None),
        ("return kernel**2 * channels * filters", "the number of weights"),
        ("return filters * channels * kernel * kernel * 1.0", "the number of weights"),
        ("return 17", None),
    ],
)
def test_wrong_formula_is_named(body: str, words: str | None) -> None:
    names: dict[str, Any] = {}
    exec("def right(size, kernel, channels, filters): return size**2 * kernel**2 * channels * filters", names)
    exec(f"def answer(size, kernel, channels, filters): {body}", names)
    solution = collect_evidence(names["right"], COUNT)
    mistakes = json.loads(json.dumps({COUNT.name: record_mistakes(COUNT, solution)}))
    reference = OfficialReference({COUNT.name: solution}, "any", read_mistakes(mistakes))
    verdict = assess(COUNT, collect_evidence(names["answer"], COUNT), reference)
    found = verdict.diagnosis
    assert found is None if words is None else found is not None and words in found.sentence


def test_students_do_not_see_wrong_formulas() -> None:
    assert "formula" not in json.dumps(public_part(Assignment("a", "A", (COUNT,))))
