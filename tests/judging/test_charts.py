"""Charts: whatever way of drawing shows the right numbers is right, and the first wrong number is named."""

import datetime
from collections.abc import Callable
from typing import Any

import matplotlib
import numpy as np
import pytest

matplotlib.use("Agg")
import matplotlib.pyplot as plt

from autograder.judging.answers import ValueAnswer
from autograder.judging.judge import judge
from autograder.judging.reference import OfficialReference
from autograder.judging.verdict import Verdict
from autograder.probing.probe import collect_evidence
from autograder.schema.assignment import Case, Question

YEARS, ERRORS = [2012, 2013, 2014, 2015], [16.4, 11.7, 6.67, 3.57]
OPERATIONS, TOP1, SIZES = [1.4, 31.0, 7.6], [58.0, 71.6, 76.1], [61.0, 138.0, 25.6]


def chart(draw: Callable[[Any], Any], **labels: str) -> Callable[[], Any]:
    def make() -> Any:
        figure, axes = plt.subplots()
        draw(axes)
        axes.set(**({"xlabel": "year", "ylabel": "top-5 error (%)", "title": "ILSVRC"} | labels))
        plt.close(figure)
        return figure

    return make


def judged(answer: Callable[[], Any], solution: Callable[[], Any], says: tuple[str, ...] = ()) -> Verdict:
    case = Case("printed", "the table", {}, public=True)
    question = Question("chart", "chart", "Chart", {"builds": 1, "outputs": 5, "labels": 2}, (case,), says=says)
    right = collect_evidence(solution, question).observations["printed"].value
    reference = OfficialReference({}, "any", known={("chart", "printed"): [ValueAnswer(right, says=says)]})
    return judge(question, collect_evidence(answer, question), reference)


WINNERS = chart(lambda axes: axes.bar(YEARS, ERRORS))


def one_by_one(axes: Any) -> None:
    for year, error in zip(YEARS, ERRORS, strict=True):
        axes.plot(year, error, "o")


def real_places_with_names(axes: Any) -> None:
    axes.bar(YEARS, ERRORS)
    axes.set_xticks(YEARS, [f"Inception v{year % 10} '{year % 100}" for year in YEARS])


def in_pieces(axes: Any) -> None:
    for at in range(3):
        axes.plot(YEARS[at : at + 2], ERRORS[at : at + 2])


def renamed(axes: Any) -> None:
    axes.bar(range(4), ERRORS)
    axes.set_xticks(range(4), [f"{year}\nwinner" for year in YEARS])


RIGHT = {
    "bars": lambda axes: axes.bar(YEARS, ERRORS, color="red"),
    "line": lambda axes: axes.plot(YEARS, ERRORS, "o-"),
    "points": lambda axes: axes.scatter(YEARS, ERRORS),
    "backwards": lambda axes: axes.plot(YEARS[::-1], ERRORS[::-1]),
    "categories": lambda axes: axes.bar([str(year) for year in YEARS], ERRORS),
    "bars that lie": lambda axes: axes.barh([str(year) for year in YEARS], ERRORS),
    "bars with names": renamed,
    "names with numbers at real places": real_places_with_names,
    "dates": lambda axes: axes.plot([datetime.date(year, 1, 1) for year in YEARS], ERRORS),
    "NumPy's dates": lambda axes: axes.plot(np.array([str(year) for year in YEARS], dtype="datetime64[Y]"), ERRORS),
    "a line in pieces": in_pieces,
    "one call a point": one_by_one,
    "with a human's error beside": lambda axes: (axes.bar(YEARS, ERRORS), axes.axhline(5.1)),
    "edge-aligned bars": lambda axes: axes.bar([year - 0.4 for year in YEARS], ERRORS, align="edge"),
}
WRONG = {
    "fraction": (lambda axes: axes.bar(YEARS, np.array(ERRORS) / 100), "At 2012 the value is 16.4"),
    "VGG of 2014": (
        lambda axes: axes.bar(YEARS, [16.4, 11.7, 7.3, 3.57]),
        "At 2014 the value is 6.67; the figure shows 7.3",
    ),
    "a year missing": (
        lambda axes: axes.bar(YEARS[1:], ERRORS[1:]),
        "At 2012 the value is 16.4, which the figure does not",
    ),
    "one too many": (
        lambda axes: axes.bar([*YEARS, 2016], [*ERRORS, 2.99]),
        "shows 2.99 at 2016, which does not belong",
    ),
    "empty": (lambda axes: None, "no line, bars or points"),
}


@pytest.mark.parametrize("draw", RIGHT.values(), ids=RIGHT)
def test_right_chart_however_drawn(draw: Callable[[Any], Any]) -> None:
    assert judged(chart(draw), WINNERS).status == "passed"


@pytest.mark.parametrize(("draw", "words"), WRONG.values(), ids=WRONG)
def test_first_wrong_number_is_named(draw: Callable[[Any], Any], words: str) -> None:
    outcome = judged(chart(draw), WINNERS).criteria[1].outcome
    assert outcome.result == "failed" and words in outcome.message


@pytest.mark.parametrize(
    ("answer", "criterion", "words"),
    [
        (chart(RIGHT["line"], xlabel=""), "labels", "The x axis has no label"),
        (chart(RIGHT["line"], title="Winners"), "labels", "“reconstruction” is not in"),
        (lambda: None, "builds", "It returned None"),
        (lambda: plt.figure(), "outputs", "It returned"),
    ],
    ids=["no label", "word missing", "returns nothing", "empty figure"],
)
def test_what_else_a_chart_needs(answer: Callable[[], Any], criterion: str, words: str) -> None:
    verdict = judged(answer, WINNERS, says=("reconstruction",))
    plt.close("all")
    found = {line.name: line.outcome for line in verdict.criteria}
    assert found[criterion].result == "failed" and words in found[criterion].message


def words_everywhere() -> Any:
    figure, axes = plt.subplots()
    axes.plot(YEARS, ERRORS, label="winners")
    figure.supxlabel("year")
    figure.supylabel("error")
    axes.set_title("ILSVRC")
    axes.set_title("right", loc="right")
    axes.legend(title="a reconstruction")
    return figure


def test_words_count_wherever_they_stand() -> None:
    assert judged(words_everywhere, WINNERS, says=("reconstruction", "right")).status == "passed"


def test_dict_that_looks_like_a_described_figure_is_none() -> None:
    marks = {"marks": [[year, error, 0] for year, error in zip(YEARS, ERRORS, strict=True)], "written": [[]] * 4}
    forged = {"figure": [{"bars": [marks], "x_label": "x", "y_label": "y"}]}
    verdict = judged(lambda: forged, WINNERS)
    assert verdict.points == 0 and "a chart is a matplotlib Figure" in verdict.criteria[0].outcome.message


def test_areas_are_compared_in_proportion() -> None:
    solution = chart(lambda axes: axes.scatter(OPERATIONS, TOP1, s=[5 * size for size in SIZES]))
    larger = chart(lambda axes: axes.scatter(OPERATIONS, TOP1, s=[9 * size for size in SIZES]))
    radii = chart(lambda axes: axes.scatter(OPERATIONS, TOP1, s=[size**2 for size in SIZES]))
    swapped = chart(lambda axes: axes.scatter(TOP1, OPERATIONS, s=SIZES))
    assert judged(larger, solution).status == "passed"
    assert "areas" in judged(radii, solution).criteria[1].outcome.message
    assert judged(swapped, solution).criteria[1].outcome.result == "failed"
