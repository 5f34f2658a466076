"""On a GPU: recorded numbers hold, solutions earn everything, every known mistake loses points and is named.

`pytest -m gpu` with any backend that sees a GPU. Keras, pytest and psutil are all it takes.
"""

import keras
import numpy as np
import pytest

from autograder.instructor.authoring.mistakes_proof import trials
from autograder.instructor.authoring.rounding import distances_to_recorded, measure_spread
from autograder.judging.judge import judge
from autograder.judging.reference import official_reference
from autograder.judging.tolerances import NETWORKS
from autograder.mistakes.making import cases_with_mistakes
from autograder.networks.devices import full_float32, gpu_name, precision
from autograder.schema.assignment import Assignment, Question
from support.courses import COURSE

NETWORK_QUESTIONS = [
    pytest.param(assignment, question, id=question.name)
    for assignment in COURSE.assignments()
    for question in assignment.questions
    if question.kind in ("block", "network")
]
pytestmark = [
    pytest.mark.gpu,
    pytest.mark.timeout(1200),
    pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning"),  # Keras on PyTorch
]


@pytest.fixture(scope="module", autouse=True)
def gpu() -> str:
    name = gpu_name()
    if name is None:
        pytest.skip(f"{keras.backend.backend()} sees no GPU")
    return name


def test_products_have_all_of_their_digits() -> None:
    left, right = np.random.default_rng(0).normal(size=(2, 512, 512)).astype(precision())
    with full_float32():
        product = keras.ops.convert_to_numpy(keras.ops.matmul(left, right))
    assert np.abs(product - left.astype("float64") @ right.astype("float64")).max() < 1e-3


@pytest.mark.parametrize("assignment", COURSE.assignments(), ids=lambda it: it.id)
def test_recorded_numbers_hold(assignment: Assignment) -> None:
    for where, kind, distance in distances_to_recorded(assignment):
        assert distance < NETWORKS[kind].recorded / 2, where


@pytest.mark.parametrize(("assignment", "question"), NETWORK_QUESTIONS)
def test_solution_earns_everything(assignment: Assignment, question: Question) -> None:
    reference = official_reference(assignment)
    assert judge(question, reference.evidence[question.name], reference).status == "passed"


@pytest.mark.parametrize(("assignment", "question"), NETWORK_QUESTIONS)
def test_every_known_mistake_loses_points_and_is_named(assignment: Assignment, question: Question) -> None:
    reference = official_reference(assignment)
    for case in cases_with_mistakes(question):
        for trial in trials(question, case, reference):
            assert trial.lost and trial.named, (case.name, trial.mutant.mistake)


def test_rounding_is_within_the_limits() -> None:
    for kind, widest in measure_spread(COURSE)["widest"].items():
        assert widest["distance"] < NETWORKS[kind].together / 2, widest["where"]
