"""The one difference between a wrong network and the solution: told where it is proven, and only there."""

import pytest

from autograder.judging.reference import OfficialReference
from autograder.mistakes.assessment import assess
from autograder.mistakes.single_difference import single_difference
from autograder.networks.canonical import decode_graph
from autograder.networks.draft import Draft
from autograder.networks.graph import Graph, Ref, describe
from autograder.schema.assignment import Assignment
from autograder.schema.evidence import Built, Evidence, Raised
from support.graphs import graph_of_block

RIGHT = """
y = layers.Conv2D(8, 3, padding="same", use_bias=False)(x)
y = layers.BatchNormalization()(y)
y = layers.ReLU()(y)
y = layers.Conv2D(8, 3, padding="same", use_bias=False)(y)
y = layers.BatchNormalization()(y)
y = layers.ReLU()(x + y)
"""
DIFFERENCES = {
    "one setting": (("Conv2D(8, 3", "Conv2D(8, 3, dilation_rate=2", 1), "look at dilation_rate"),
    "one kind, everywhere": (("BatchNormalization()", "GroupNormalization(4)", 2), "2 places where something else"),
    "one too many": (("layers.ReLU()(x + y)", "layers.Dropout(0.3)(layers.ReLU()(x + y))", 1), "Dropout 0.3 stands"),
    "a factor": (("x + y", "x + 0.1 * y", 1), "ops.multiply(0.1, x) stands in one place where nothing should"),
    "several settings": (
        ('Conv2D(8, 3, padding="same", use', 'Conv2D(8, 5, padding="same", strides=1, use', 2),
        "kernel_size",
    ),
    "two missing": (
        ("y = layers.BatchNormalization()(y)\ny = layers.ReLU()(y)\n", "", 1),
        "Two operations are missing",
    ),
    "in another place": (
        (
            "y = layers.BatchNormalization()(y)\ny = layers.ReLU()(y)",
            "y = layers.BatchNormalization()(layers.ReLU()(y))",
            1,
        ),
        "stands in the wrong place",
    ),
    "one missing": (("y = layers.ReLU()(y)\n", "", 1), "One operation is missing after BatchNormalization"),
}
NO_SINGLE_ONE = {
    "nothing": ("", "", 1),
    "written in another way": ("layers.ReLU()(x + y)", "keras.ops.relu(layers.Add()([y, x]))", 1),
    "two": ("y = layers.ReLU()(y)", "y = layers.Dropout(0.2)(layers.LeakyReLU()(y))", 1),
    "another network": ("y = layers.ReLU()(x + y)", "y = layers.Flatten()(layers.LeakyReLU()(x * y))", 1),
}


def graph(body: str) -> Graph:
    return graph_of_block(f"{body}return y", (8, 8, 8))


@pytest.mark.parametrize(("change", "words"), DIFFERENCES.values(), ids=DIFFERENCES)
def test_single_difference_is_told(change: tuple[str, str, int], words: str) -> None:
    wrong = graph(RIGHT.replace(*change))
    found = single_difference(wrong, graph(RIGHT))
    assert found is not None and words in found.sentence
    assert found.marks and all(0 <= at < len(wrong.nodes) for at in found.marks)


@pytest.mark.parametrize("change", NO_SINGLE_ONE.values(), ids=NO_SINGLE_ONE)
def test_anything_else_is_met_with_silence(change: tuple[str, str, int]) -> None:
    assert single_difference(graph(RIGHT.replace(*change)), graph(RIGHT)) is None


def test_harmless_difference_is_not_blamed_for_another_mistake(
    residual: Assignment, official: OfficialReference
) -> None:
    """A needless Flatten is free; the exception for a depth that does not exist is what is wrong."""
    question = residual.question("resnet")
    right = official.evidence["resnet"].observations
    seen = dict(right)
    for case in question.cases:
        if isinstance(observation := right[case.name], Built):
            graph = decode_graph(observation.graph)
            pooled = next(at for at, node in enumerate(graph.nodes) if node.kind == "GlobalAveragePooling2D")
            draft = Draft(graph)
            draft.insert(Ref(pooled), "Flatten", {"data_format": "channels_last"})
            seen[case.name] = Built(describe(draft.graph()[0]))
        else:
            seen[case.name] = Raised("KeyError", "20", bases=("KeyError",))
    verdict = assess(question, Evidence("resnet", seen), official)
    assert {line.name for line in verdict.criteria if line.outcome.result == "failed"} == {"errors"}
    assert verdict.diagnosis and verdict.diagnosis.mistakes == ("exception_of_the_code",)
