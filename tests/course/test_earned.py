"""No criterion is earned that is not met: by constants, by ignoring an argument, by other networks of the right shape.

Over all questions of the course, judged by the official reference as it is recorded, without a sandbox.
"""

import inspect
import math
from collections.abc import Callable
from dataclasses import replace
from functools import cache, wraps
from typing import Any

import keras
import numpy as np
import pytest
from keras import layers

from autograder.instructor.authoring.sample_answers import FULL, sample_answers
from autograder.judging.judge import RUN, judge
from autograder.judging.reference import OfficialReference, official_reference
from autograder.probing.arguments import arguments
from autograder.probing.probe import observe
from autograder.schema.assignment import Case, Question
from autograder.schema.evidence import Evidence, Returned, decode, encode
from support.courses import COURSE

Shapes = tuple[tuple[int | None, ...], ...]
QUESTIONS = {
    question.name: (assignment.id, question) for assignment in COURSE.assignments() for question in assignment.questions
}
NETWORKS = [name for name, (_, question) in QUESTIONS.items() if question.kind in ("block", "network")]
SLOW = ("resnet", "googlenet", "squeezenet", "alexnet", "zfnet", "vgg", "inference_times")  # take seconds to run


def slow(name: str) -> Any:
    return pytest.mark.slow if name in SLOW else ()


IGNORABLE = [
    pytest.param(name, argument, marks=slow(name))
    for name, (_, question) in QUESTIONS.items()
    for argument in dict.fromkeys(argument for case in question.cases for argument in case.args)
]
SIDES = [
    pytest.param(name, side, marks=slow(name))
    for name, (_, question) in QUESTIONS.items()
    if any("input_shape" in case.args for case in question.cases)
    for side in range(3)
]

# What is earned because it is met: a value or a network came back, its shape is right.
BY_A_CONSTANT = {"builds"}
BY_ITS_SHAPE = {"builds", "shape"}
# A 1×1 convolution is all of `shrink_channels` but for its ReLU: it has the parameters, whatever the arguments.
BY_A_CONVOLUTION = {"shrink_channels": {"builds", "shape", "parameters", "arguments"}}


@cache
def reference_of(assignment: str) -> OfficialReference:
    return official_reference(COURSE.assignment(assignment), "earned")


def earned(question: Question, evidence: Evidence) -> set[str]:
    """The criteria that give points."""
    verdict = judge(question, decode(encode(evidence)), reference_of(QUESTIONS[question.name][0]))
    assert verdict.status in ("passed", "failed"), verdict.message
    return {line.name for line in verdict.criteria if line.points}


@cache
def right_answer(name: str) -> Callable[..., Any]:
    """A function that earns full marks."""
    assignment, _ = QUESTIONS[name]
    answers = sample_answers(COURSE.answers, f"{assignment}/*/right/*")
    text = next(it.text for it in answers if it.earns.get(name) == FULL)
    names: dict[str, Any] = {"__name__": "answer"}
    exec(compile(text, f"{name}.py", "exec"), names)
    return names[name]


@pytest.mark.parametrize("name", [name for name, (_, it) in QUESTIONS.items() if it.kind in ("value", "chart")])
def test_constant_earns_nothing(name: str) -> None:
    _, question = QUESTIONS[name]
    for constant in (0, 1, 0.5, "", True, [], [0.0], {}, {"a": 1}, np.zeros((1, 6, 6, 4), "float32")):
        found = earned(question, Evidence(name, {case.name: Returned(constant) for case in question.cases}))
        assert found <= (BY_ITS_SHAPE if isinstance(constant, np.ndarray) else BY_A_CONSTANT)


@pytest.mark.parametrize(
    "name",
    [pytest.param(it, marks=slow(it)) for it, (_, question) in QUESTIONS.items() if question.kind != "trained"],
)
def test_printed_answer_for_every_case_is_right_for_the_printed_one_alone(name: str) -> None:
    assignment, question = QUESTIONS[name]
    printed = reference_of(assignment).evidence[name].observations[question.example.name]
    found = earned(question, Evidence(name, {case.name: printed for case in question.cases}))
    assert not found & {"arguments", "errors", "accuracy"}


@pytest.mark.parametrize("name", ["fire", "small_resnet", "conv_multiplications", "winners_chart"])
def test_ignoring_nothing_loses_nothing(name: str) -> None:
    criteria = QUESTIONS[name][1].criteria.keys() - (set(RUN) if name in NETWORKS else set())
    assert earned_with_others(name, next(iter(QUESTIONS[name][1].cases[1].args)), lambda given: None) == criteria


@pytest.mark.parametrize(("name", "argument"), IGNORABLE)
def test_ignoring_an_argument_loses_points(name: str, argument: str) -> None:
    fixed = arguments(QUESTIONS[name][1].example, 0)

    def ignore(given: dict[str, Any]) -> None:
        given.pop(argument, None)
        given.update({argument: fixed[argument]} if argument in fixed else {})

    assert "arguments" not in earned_with_others(name, argument, ignore)


@pytest.mark.parametrize(("name", "side"), SIDES)
def test_ignoring_a_side_of_the_images_loses_points(name: str, side: int) -> None:
    printed = QUESTIONS[name][1].example.input
    assert printed

    def ignore(given: dict[str, Any]) -> None:
        shape = list(given.get("input_shape", printed))
        given["input_shape"] = (*shape[:side], printed[side], *shape[side + 1 :])

    assert "arguments" not in earned_with_others(name, "input_shape", ignore)


def earned_with_others(name: str, argument: str, ignore: Callable[[dict[str, Any]], None]) -> set[str]:
    """What a right answer earns whose arguments were changed; of networks the shapes and parameters are looked at.

    One case suffices in which they differ: the others are as they are recorded.
    """
    assignment, question = QUESTIONS[name]
    right = right_answer(name)

    @wraps(right)
    def answer(*args: Any, **named: Any) -> Any:
        bound = inspect.signature(right).bind(*args, **named)
        given = dict(bound.arguments)
        ignore(given)
        bound.arguments.clear()
        bound.arguments.update({it: given[it] for it in bound.signature.parameters if it in given})
        return right(*bound.args, **bound.kwargs)

    example = question.example
    others = [it for it in question.cases if it.args.get(argument) != example.args.get(argument) and not it.raises]
    reference = reference_of(assignment)
    recorded = reference.evidence[name].observations
    if name in NETWORKS:
        criteria = {it: points for it, points in question.criteria.items() if it not in RUN}
        question = replace(question, criteria=criteria)
    for case in sorted(others, key=lambda it: math.prod(it.input or ())):
        seen = observe(answer, question, case, 0 if case.public else reference.value_seed)
        shortened = replace(question, cases=(example, case))
        found = earned(shortened, Evidence(name, {example.name: recorded[example.name], case.name: seen}))
        if "arguments" not in found:
            return found
    return set(question.criteria)


def same(x: Any, shapes: Shapes) -> Any:
    return x


def convolution(x: Any, shapes: Shapes) -> Any:
    """One window of 1×1, or a pool and a dense layer, that makes the right shape."""
    (shape,) = shapes
    if len(shape) == 2:
        return pooled(x, shapes)
    strides = [-(-side // wanted) for side, wanted in zip(x.shape[1:3], shape[1:3], strict=True)]
    return layers.Conv2D(shape[-1], 1, strides=strides)(x)


def normalised(x: Any, shapes: Shapes) -> Any:
    return convolution(layers.BatchNormalization()(x), shapes)


def pooled(x: Any, shapes: Shapes) -> Any:
    x = layers.GlobalAveragePooling2D()(x)
    outputs = [layers.Dense(shape[-1], activation="softmax")(x) for shape in shapes]
    return outputs if len(outputs) > 1 else outputs[0]


def pooled_and_normalised(x: Any, shapes: Shapes) -> Any:
    return pooled(layers.Dropout(0.5)(layers.BatchNormalization()(x)), shapes)


@pytest.mark.parametrize(
    ("name", "make"),
    [
        pytest.param(name, make, marks=slow(name))
        for name in NETWORKS
        for make in (
            (same, convolution, normalised) if QUESTIONS[name][1].kind == "block" else (pooled, pooled_and_normalised)
        )
    ],
)
def test_another_network_of_the_right_shape_earns_its_shape(name: str, make: Callable[[Any, Shapes], Any]) -> None:
    assignment, question = QUESTIONS[name]
    observations = {}
    for case in question.cases:
        shapes = () if case.raises else reference_of(assignment).answers(question, case)[0].size().shapes

        def answer(*args: Any, case: Case = case, shapes: Shapes = shapes, **named: Any) -> Any:
            if case.raises:
                raise ValueError(case.about)
            if question.kind == "block":
                return make(args[0], shapes)
            images = keras.Input(case.input)
            return keras.Model(images, make(images, shapes))

        observations[case.name] = observe(answer, question, case, 0)
    allowed = BY_ITS_SHAPE | {"errors"}
    if make is convolution:
        allowed |= BY_A_CONVOLUTION.get(name, set())
    assert earned(question, Evidence(name, observations)) <= allowed
