"""Every combination of what the course calls free earns full marks, and no mistake hides behind a free choice."""

import itertools
from collections.abc import Callable
from typing import Any

import keras
import pytest
from keras import layers, ops

from autograder.judging.judge import judge
from autograder.judging.reference import OfficialReference
from autograder.judging.verdict import Verdict
from autograder.probing.probe import collect_evidence
from autograder.schema.assignment import Assignment
from autograder.schema.evidence import decode, encode

Step = Callable[..., Any]


def judged(function: Step, name: str, residual: Assignment, official: OfficialReference) -> Verdict:
    question = residual.question(name)
    return judge(question, decode(encode(collect_evidence(function, question, 1))), official)


def conv_layer(x, filters, size, strides=1):
    return layers.Conv2D(filters, size, strides=strides, padding="same", use_bias=False)(x)


def conv_zero_padded(x, filters, size, strides=1):
    if size > 1:
        x = layers.ZeroPadding2D(size // 2)(x)
    return layers.Conv2D(filters, size, strides, use_bias=False, kernel_initializer="he_normal")(x)


def conv_ops_padded(x, filters, size, strides=1):
    side = (size - 1) // 2
    x = ops.pad(x, [[0, 0], [side, side], [side, side], [0, 0]])
    return layers.Conv2D(filters, size, strides=strides, use_bias=False, kernel_regularizer="l2")(x)


def conv_or_dense(x, filters, size, strides=1):
    if size > 1:
        return conv_layer(x, filters, size, strides)
    return layers.Dense(filters, use_bias=False)(x[:, ::strides, ::strides, :])


def conv_in_a_model(x, filters, size, strides=1):
    inner = keras.Input(x.shape[1:])
    return keras.Model(inner, conv_layer(inner, filters, size, strides))(x)


CONVOLUTIONS: list[Step] = [conv_layer, conv_zero_padded, conv_ops_padded, conv_or_dense, conv_in_a_model]
NORMALISATIONS: list[Step] = [
    lambda x: layers.BatchNormalization()(x),
    lambda x: layers.BatchNormalization(axis=3, epsilon=1e-5, momentum=0.9, name=f"bn_{id(x)}")(x),
    lambda x: keras.Sequential([layers.BatchNormalization()])(x),
]
RELUS: list[Step] = [
    lambda x: layers.ReLU()(x),
    lambda x: layers.Activation("relu")(x),
    lambda x: ops.maximum(x, 0.0),
    lambda x: layers.Lambda(lambda t: keras.activations.relu(t))(x),
]
ADDITIONS: list[Step] = [
    lambda x, y: layers.Add()([x, y]),
    lambda x, y: y + x,
    lambda x, y: ops.sum(ops.stack([x, y]), axis=0),
    lambda x, y: x - (-y),
]


def projection(conv: Step, norm: Step, relu: Step, add: Step, shortcut_first: bool) -> Step:
    def projection_block(x, filters, strides=2):
        def shortcut():
            return norm(conv(x, filters, 1, strides))

        short = shortcut() if shortcut_first else None
        y = relu(norm(conv(x, filters, 3, strides)))
        y = norm(conv(y, filters, 3))
        return relu(add(short if short is not None else shortcut(), y))

    return projection_block


COMBINATIONS = list(itertools.product(CONVOLUTIONS, NORMALISATIONS, RELUS, ADDITIONS, [True, False]))


@pytest.mark.parametrize("step", [7, pytest.param(1, marks=pytest.mark.slow)], ids=["every seventh", "all"])
def test_every_combination_of_free_choices_earns_full_marks(step: int, residual, official) -> None:
    lost = []
    for combination in COMBINATIONS[::step]:
        verdict = judged(projection(*combination), "projection_block", residual, official)
        if verdict.status != "passed":
            lost.append((combination, [line.outcome.message for line in verdict.criteria]))
    assert not lost, lost[:3]


MISTAKES: dict[str, Callable[..., Any]] = {
    "ReLU before the addition": lambda conv, norm, relu, add, x, f, s: add(
        norm(conv(x, f, 1, s)), relu(norm(conv(relu(norm(conv(x, f, 3, s))), f, 3)))
    ),
    "ReLU before BN": lambda conv, norm, relu, add, x, f, s: relu(
        add(norm(conv(x, f, 1, s)), norm(conv(norm(relu(conv(x, f, 3, s))), f, 3)))
    ),
    "no ReLU at the end": lambda conv, norm, relu, add, x, f, s: add(
        norm(conv(x, f, 1, s)), norm(conv(relu(norm(conv(x, f, 3, s))), f, 3))
    ),
    "no ReLU in the middle": lambda conv, norm, relu, add, x, f, s: relu(
        add(norm(conv(x, f, 1, s)), norm(conv(norm(conv(x, f, 3, s)), f, 3)))
    ),
    "stride on the second convolution": lambda conv, norm, relu, add, x, f, s: relu(
        add(norm(conv(x, f, 1, s)), norm(conv(relu(norm(conv(x, f, 3))), f, 3, s)))
    ),
    "no BN on the shortcut": lambda conv, norm, relu, add, x, f, s: relu(
        add(conv(x, f, 1, s), norm(conv(relu(norm(conv(x, f, 3, s))), f, 3)))
    ),
    "ReLU on the shortcut": lambda conv, norm, relu, add, x, f, s: relu(
        add(relu(norm(conv(x, f, 1, s))), norm(conv(relu(norm(conv(x, f, 3, s))), f, 3)))
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES)
def test_no_mistake_hides_behind_a_free_choice(mistake, residual, official) -> None:
    for conv, norm, relu, add in itertools.product(CONVOLUTIONS[:4], NORMALISATIONS[:2], RELUS[1:3], ADDITIONS[1:3]):

        def projection_block(x, filters, strides=2, parts=(conv, norm, relu, add)):
            return mistake(*parts, x, filters, strides)

        verdict = judged(projection_block, "projection_block", residual, official)
        assert verdict.status == "failed", (conv, norm, relu, add)
        assert verdict.points >= 2, "what was right still counts"
