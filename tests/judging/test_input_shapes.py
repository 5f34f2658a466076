"""A network has to take the images that a case asks for; sides that it leaves open take every size."""

from collections.abc import Callable
from typing import Any

import keras
import pytest
from keras import layers

from autograder.judging.judge import judge
from autograder.judging.reference import OfficialReference
from autograder.probing.probe import collect_evidence
from autograder.schema.assignment import Case, Question
from autograder.schema.evidence import decode, encode

QUESTION = Question(
    "pooled",
    "network",
    "Pooled",
    {"builds": 1, "shape": 1, "parameters": 2, "outputs": 3, "arguments": 4},
    (
        Case("printed", "8×8×3", {"input_shape": [8, 8, 3]}, (8, 8, 3), public=True),
        Case("wide", "6×12×3", {"input_shape": [6, 12, 3]}, (6, 12, 3), public=True, behaviour=False),
    ),
)


def pooled(input_shape: Any) -> keras.Model:
    """Has as many parameters for every size, so that only what it takes tells sizes apart."""
    images = keras.Input(input_shape)
    x = layers.Conv2D(4, 3, padding="same", activation="relu")(images)
    return keras.Model(images, layers.Dense(5)(layers.GlobalAveragePooling2D()(x)))


def with_another_input(input_shape: Any) -> keras.Model:
    model = pooled(input_shape)
    return keras.Model([model.input, keras.Input((4, 4, 1))], model.output)


@pytest.mark.parametrize(
    ("answer", "points", "said"),
    [
        (pooled, 11, ""),
        (lambda input_shape: pooled((None, None, 3)) if input_shape[0] < 8 else pooled(input_shape), 11, ""),
        (lambda input_shape: pooled((8, 8, 3)), 7, "With 6×12×3: the input of the network has shape (batch, 8, 8, 3)"),
        (lambda input_shape: pooled((None, 8, 3)), 7, "With 6×12×3: the input of the network has shape (batch, 6, 8"),
        (lambda input_shape: pooled((12, 6, 3)), 8, "The input of the network has shape (batch, 12, 6, 3); expected"),
        (with_another_input, 0, "The network has 2 inputs; one is asked for."),
    ],
    ids="right, open, ignored, half open, another, two inputs".split(", "),
)
def test_network_takes_the_images_that_are_asked_for(answer: Callable[..., Any], points: float, said: str) -> None:
    reference = OfficialReference({"pooled": collect_evidence(pooled, QUESTION)}, "any")
    verdict = judge(QUESTION, decode(encode(collect_evidence(answer, QUESTION))), reference)
    assert verdict.points == points
    assert said in "\n".join(line.outcome.message for line in verdict.criteria)
