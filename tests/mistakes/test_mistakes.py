"""Every known mistake, put into a solution, loses points and is told by its name; the words are in golden files.

uv run pytest tests/mistakes/test_mistakes.py -m "slow or not slow" --golden     # write the golden files anew
"""

import re
from functools import cache
from pathlib import Path

import keras
import pytest

import autograder.mistakes.declaring
from autograder.instructor.authoring.mistakes_proof import Trial, claims, trials
from autograder.judging.display import as_html, as_text
from autograder.judging.reference import PUBLIC_SEED, official_reference
from autograder.mistakes.declaring import MISTAKES, mistake
from autograder.mistakes.making import cases_with_mistakes
from autograder.schema.assignment import Assignment
from autograder.student.check import check
from support.courses import COURSE

GOLDEN = Path(__file__).with_name("golden")
QUESTIONS = [  # and a case; `autograder verify` tries all, which takes minutes for the large networks
    pytest.param("identity_block", "printed"),
    pytest.param("identity_block", "narrow"),
    pytest.param("projection_block", "printed", marks=pytest.mark.slow),
    pytest.param("bottleneck_block", "narrow", marks=pytest.mark.slow),
    pytest.param("resnet", "small_18", marks=pytest.mark.slow),
]
WORDED = [param for param in QUESTIONS if param.values != ("identity_block", "narrow")]


@cache
def tried_in(question: str, case: str) -> list[Trial]:
    """The known mistakes in a case, judged once for all tests."""
    assignment = COURSE.assignment("residual")
    asked = assignment.question(question)
    chosen = next(it for it in asked.cases if it.name == case)
    pairs = question == "identity_block"
    return list(trials(asked, chosen, official_reference(assignment, PUBLIC_SEED), pairs))


@pytest.mark.timeout(900)
@pytest.mark.parametrize(("question", "case"), QUESTIONS)
def test_every_known_mistake_loses_points_and_is_named(question: str, case: str) -> None:
    tried = tried_in(question, case)
    assert len(tried) > 20
    assert [claim.detail for claim in claims("residual", question, tried) if not claim.holds] == []


@pytest.mark.parametrize("module", ["autograder.anywhere", "autograder.networks", "catalogue.ends"])
def test_what_a_mistake_says_does_not_hang_on_its_module(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def dropped(plan: object) -> None:
        """A layer is missing."""

    dropped.__module__ = module
    monkeypatch.setattr(autograder.mistakes.declaring, "MISTAKES", {})
    for of_blocks in (True, False):
        mistake(of_blocks=of_blocks)(dropped)
        assert autograder.mistakes.declaring.MISTAKES["dropped"].of_blocks == of_blocks


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "question"), [("one_by_one", "mlpconv"), ("one_by_one", "squeezenet"), ("ilsvrc", "alexnet")]
)
def test_mistakes_without_shortcuts_are_named(name: str, question: str) -> None:
    """Several behave alike, and some make a window that is written in one way only: how it is built tells."""
    assignment = COURSE.assignment(name)
    asked, reference = assignment.question(question), official_reference(assignment, PUBLIC_SEED)
    tried = [trial for case in cases_with_mistakes(asked) for trial in trials(asked, case, reference)]
    assert len(tried) > 20
    assert [claim.detail for claim in claims(name, question, tried) if not claim.holds] == []


@pytest.mark.timeout(900)
@pytest.mark.parametrize(("question", "case"), WORDED)
def test_feedback_reads_as_before(question: str, case: str, request: pytest.FixtureRequest) -> None:
    tried = tried_in(question, case)
    first = {trial.mutant.mistake: trial.verdict for trial in reversed(tried) if "+" not in trial.mutant.mistake}
    verdicts = [first[name] for name in sorted(first)]
    text = "\n\n".join(as_text(verdict, draw=True) for verdict in verdicts) + "\n"
    html = "\n".join(re.sub(r"differ by [\d.e+-]+", "differ by …", as_html(verdict)) for verdict in verdicts) + "\n"
    for path, now in ((GOLDEN / f"{question}.txt", text), (GOLDEN / f"{question}.html", html)):
        if request.config.getoption("--golden"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(now, encoding="utf-8")
        assert path.read_text(encoding="utf-8") == now


def test_every_mistake_says_what_is_wrong_and_where_to_look() -> None:
    for known in MISTAKES.values():
        told = re.search(r"[.:;)?] ?[\w{]|asked for", known.sentence) or "{what}" in known.sentence
        assert told, f"{known.name}: only what is wrong, and not what to do"
        assert "keras.layers" not in known.sentence and ")(x)" not in known.sentence, f"{known.name} gives code"


def relu_first(x, filters):
    y = keras.layers.Conv2D(filters, 3, padding="same", use_bias=False, activation="relu")(x)
    y = keras.layers.BatchNormalization()(y)
    y = keras.layers.Conv2D(filters, 3, padding="same", use_bias=False)(y)
    y = keras.layers.BatchNormalization()(y)
    return keras.ops.relu(x + y)


def test_check_names_the_mistake_in_text_and_table_and_draws_if_asked() -> None:
    result = check(relu_first, question="identity_block")
    assert "What went wrong: A ReLU comes before the batch normalisation after the first" in repr(result)
    assert "What went wrong:" in result._repr_html_() and "<img" not in result._repr_html_()
    drawn = check(relu_first, question="identity_block", draw=True)
    assert "← look here" in repr(drawn) and 'alt="' in drawn._repr_html_()


def test_two_mistakes_at_once_are_both_told() -> None:
    def both(x, filters):
        y = keras.layers.Conv2D(filters, 3, padding="same")(x)
        y = keras.layers.ReLU()(keras.layers.BatchNormalization()(y))
        y = keras.layers.Conv2D(filters, 3, padding="same")(y)
        y = keras.layers.ReLU()(keras.layers.BatchNormalization()(y))
        return keras.layers.Add()([x, y])

    words = check(both, question="identity_block").verdict.diagnosis
    assert words and "kept the bias" in words.sentence and "before the addition" in words.sentence


def test_what_is_no_known_mistake_is_met_with_silence() -> None:
    def own(x, filters):
        y = keras.layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
        return keras.ops.sin(y) + 0.5 * x

    assert check(own, question="identity_block").verdict.diagnosis is None


def test_golden_files_are_of_questions_that_exist(residual: Assignment) -> None:
    names = {path.stem for path in GOLDEN.iterdir()}
    assert names and names <= {question.name for question in residual.questions}
