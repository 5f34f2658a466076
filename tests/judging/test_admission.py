"""A network that is not what a case asks for, or far more than that, is neither run nor rewritten at length."""

import keras
import numpy as np
import pytest
from keras import layers, ops

from autograder.judging.judge import judge
from autograder.judging.reference import OfficialReference
from autograder.judging.verdict import Verdict
from autograder.networks import size
from autograder.networks.run import run
from autograder.probing.probe import collect_evidence
from autograder.schema.assignment import Case, Question
from autograder.schema.evidence import Built, Evidence
from support.graphs import HEAD, INPUT, NODE

BLOCK = Question(
    "block",
    "block",
    "Block",
    {"builds": 1, "shape": 1, "parameters": 2, "outputs": 4},
    (Case("printed", "16×16×4", input=(16, 16, 4)),),
)
NETWORK = Question(
    "network",
    "network",
    "Network",
    {"builds": 1, "shape": 1, "parameters": 2, "outputs": 4, "training": 2, "arguments": 3},
    (
        Case("printed", "24×16×3", {"input_shape": [24, 16, 3]}, input=(24, 16, 3), run_at=(12, 8, 3), public=True),
        Case("other", "a grey image", {"input_shape": [9, 12, 1]}, input=(9, 12, 1)),
    ),
)
BOMBS = {
    "a convolution cut into parts, behind a long chain": (
        "y = layers.Conv2D(100, 1)(x)\nfor _ in range(100): y = layers.ReLU()(y)\n"
        "return x + ops.mean(ops.concatenate([y[..., i:i + 1] for i in range(100)][::-1]), axis=-1, keepdims=True)",
        "more than 6,000 operations",
    ),
    "all pixels of the batch times all others": (
        "u = ops.reshape(ops.tile(x, (1, 8, 8, 1)), (-1, 1))\nreturn x + ops.mean(u * ops.transpose(u))",
        "too large",
    ),
    "padding that the next window takes in": (
        "y = layers.Conv2D(4, 1, strides=4000)(layers.ZeroPadding2D(8000)(x))\nreturn x + ops.mean(y)",
        "too large",
    ),
    "an average over a window beyond the image": (
        "return x + layers.AveragePooling2D(30000, strides=16, padding='same')(x)",
        "too large",
    ),
    "more images than came in": ("return x + ops.mean(ops.repeat(x, 1 << 18, axis=0))", "too large"),
    "very many tensors": ("return x + ops.mean(ops.split(ops.tile(x, (1, 1, 1, 512)), 2048, axis=-1)[0])", "2,048"),
}
TOO_MUCH = {
    "weights": "return x + ops.mean(layers.Dense(10_000_000)(ops.mean(x, axis=(1, 2))))",
    "a window given as an argument": (
        "y = ops.max_pool(ops.tile(x, (1, 9, 9, 1)), (999, 999), 1, 'same')\nreturn x + y[:, :16, :16]"
    ),
    "an operation many times": "for _ in range(250): x = ops.tanh(ops.tile(x, (1, 40, 40, 1)))[:, :16, :16]\nreturn x",
    "products of all pixels": (
        "y = ops.reshape(ops.tile(x, (1, 10, 10, 16)), (-1, 6400, 256))[:, :5000]\n"
        "return x + ops.mean(layers.Dot((2, 2))([y, y]))"
    ),
}


def judged(answer: object, question: Question, solution: object) -> Verdict:
    evidence = [
        it if isinstance(it, Evidence) else collect_evidence(it, question)  # type: ignore[arg-type]
        for it in (answer, solution)
    ]
    return judge(question, evidence[0], OfficialReference({question.name: evidence[1]}, "any"))


def block(source: str) -> object:
    names: dict[str, object] = {}
    exec(HEAD + "".join(f"    {line}\n" for line in source.split("\n")), names)
    return names["block"]


def right_block(x: keras.KerasTensor) -> keras.KerasTensor:
    return x + layers.Conv2D(4, 3, padding="same")(x)


@pytest.mark.parametrize(("source", "words"), BOMBS.values(), ids=BOMBS)
def test_what_would_grow_without_end_is_refused_before_it_does(source: str, words: str) -> None:
    verdict = judged(block(source), BLOCK, right_block)
    assert verdict.points == 0 and words in verdict.criteria[0].outcome.message


@pytest.mark.parametrize("source", TOO_MUCH.values(), ids=TOO_MUCH)
def test_what_takes_far_more_than_the_reference_is_not_run(source: str) -> None:
    verdict = judged(block(source), BLOCK, right_block)
    assert "far more work" in verdict.criteria[3].outcome.message, verdict
    assert verdict.points <= 2


CONV = NODE | {
    "kind": "Conv2D",
    "config": {"filters": 4, "kernel_size": [3, 3], "strides": [1, 1], "padding": "same", "use_bias": True},
}
SHAPE = INPUT | {"config": {"shape": [None, 16, 16, 4]}}
SECOND = CONV | {"args": [{"ref": [1, 0]}]}
FORGED = {
    "one layer of two kinds": [SHAPE, CONV, SECOND | {"kind": "Dense", "config": {"units": 4, "use_bias": True}}],
    "one layer of two widths": [SHAPE, CONV, SECOND | {"config": CONV["config"] | {"filters": 5}}],
    "one layer with weights of two shapes": [
        SHAPE,
        CONV | {"config": CONV["config"] | {"filters": 7}},
        SECOND | {"config": CONV["config"] | {"filters": 7}},
    ],
    "weights of nobody": [SHAPE, CONV | {"owner": -1}, SECOND],
    "two inputs": [SHAPE, CONV, INPUT],
    "no shape": [INPUT | {"config": {}}, CONV],
    "a shape of text": [INPUT | {"config": {"shape": "16"}}, CONV],
    "a shape without room": [INPUT | {"config": {"shape": [None, 0, -3, 4]}}, CONV],
}


@pytest.mark.parametrize("nodes", FORGED.values(), ids=FORGED)
def test_graph_that_no_function_makes_is_refused(nodes: list[dict[str, object]]) -> None:
    forged = Evidence("block", {"printed": Built({"nodes": nodes, "outputs": [[len(nodes) - 1, 0]]})})
    verdict = judged(forged, BLOCK, right_block)
    assert verdict.points == 0


def network(input_shape: list[int], **settings: object) -> keras.Model:
    image = keras.Input(settings.get("shape", input_shape))  # type: ignore[arg-type]
    x = layers.BatchNormalization()(layers.Conv2D(8, 3, padding="same")(image))
    return keras.Model(image, layers.Dense(5)(layers.GlobalAveragePooling2D()(layers.ReLU()(x))))


def nested(input_shape: list[int]) -> keras.Model:
    stem = keras.Sequential([layers.Conv2D(8, 3, padding="same"), layers.BatchNormalization(), layers.ReLU()])
    image = keras.Input((None, None, input_shape[-1]))
    return keras.Model(image, layers.Dense(5)(ops.mean(stem(image), axis=(1, 2))))


def in_halves(input_shape: list[int], how: str, sides: tuple[int | None, int | None]) -> keras.Model:
    image = keras.Input((*sides, input_shape[-1]))
    if how == "towers":
        halves = [layers.ReLU()(layers.Conv2D(4, 3, padding="same")(image)) for _ in range(2)]
    else:
        x = layers.ReLU()(layers.Conv2D(8, 3, padding="same")(image))
        halves = ops.split(x, 2, axis=-1) if how == "split" else [x[..., :4], x[..., 4:]]
    if how == "groups":
        x = layers.Conv2D(6, 3, padding="same", groups=2)(x)
    else:
        x = layers.Concatenate()([layers.Conv2D(3, 3, padding="same")(half) for half in halves])
    return keras.Model(image, layers.Dense(5)(layers.GlobalAveragePooling2D()(x)))


HONEST = {
    "as asked": network,
    "height and width left open": lambda input_shape: network(input_shape, shape=(None, None, input_shape[-1])),
    "height left open": lambda input_shape: network(input_shape, shape=(None, *input_shape[1:])),
    "a nested model, open": nested,
}


@pytest.mark.parametrize("answer", HONEST.values(), ids=HONEST)
def test_honest_networks_earn_everything(answer: object) -> None:
    verdict = judged(answer, NETWORK, network)
    assert verdict.points == verdict.max_points, verdict


@pytest.mark.parametrize("how", ["groups", "split", "slices", "towers"])
def test_honest_halves_of_open_images_earn_everything(how: str) -> None:
    verdict = judged(
        lambda input_shape: in_halves(input_shape, how, (None, None)),
        NETWORK,
        lambda input_shape: in_halves(input_shape, "groups", (input_shape[0], input_shape[1])),
    )
    assert verdict.points == verdict.max_points, verdict


LOST = {
    "its own size always": (lambda input_shape: network([8, 8, input_shape[-1]]), {"outputs", "training"}, "24, 16, 3"),
    "the printed size always": (lambda input_shape: network([24, 16, 3]), {"arguments"}, "not asked for"),
    "flat images": (
        lambda input_shape: keras.Model(image := keras.Input((input_shape[-1],)), layers.Dense(5)(image)),
        {"parameters", "outputs", "training", "arguments"},
        "(batch, 3)",
    ),
}


@pytest.mark.parametrize(("answer", "lost", "words"), LOST.values(), ids=LOST)
def test_network_for_other_images_is_not_run(answer: object, lost: set[str], words: str) -> None:
    verdict = judged(answer, NETWORK, network)
    assert {line.name for line in verdict.criteria if line.points < line.max_points} == lost
    assert any(words in line.outcome.message for line in verdict.criteria)


def test_different_operations_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each takes time to be looked at; equal ones take it once."""
    monkeypatch.setattr(size, "MAX_DIFFERENT", 60)
    chain = "for k in range(80): x = x + float({})\nreturn x"
    assert judged(block(chain.format("k")), BLOCK, right_block).points == 0
    assert judged(block(chain.format("5")), BLOCK, right_block).points == 2


def test_second_input_is_refused() -> None:
    def bomb(input_shape: list[int]) -> keras.Model:
        image, other = keras.Input(input_shape), keras.Input((None,) * 9)
        y = layers.Dense(5)(layers.GlobalAveragePooling2D()(image))
        return keras.Model([image, other], y + 0.0 * ops.reshape(ops.max(other), (1, 1)))

    verdict = judged(bomb, NETWORK, network)
    assert verdict.points == 0 and "2 inputs" in verdict.criteria[0].outcome.message


def test_the_references_run_is_its_own() -> None:
    """It is made first, and even a student's network that is equal is run for itself."""
    run.cache_clear()
    assert judged(right_block, BLOCK, right_block).status == "passed"
    assert run.cache_info().misses == 2 and run.cache_info().hits == 0


def test_values_beyond_all_measure_are_wrong_and_no_more() -> None:
    question = Question("value", "value", "Value", {"builds": 1, "outputs": 3}, (Case("printed", "it", {}),))
    right = np.linspace(0.0, 1.0, 4)
    lists = [[10**98] * 4, [1e308] * 4, [-1e308, 1e308, 0, 1], ["0"] * 4, [[0.0], [1.0, 2.0]], [np.nan] * 4]
    for wrong in (10**98, *lists):
        for value in (right, float(right[1]), list(right)):
            verdict = judged(lambda wrong=wrong: wrong, question, lambda value=value: value)
            assert verdict.points == 1 and verdict.status == "failed" and not verdict.review, (wrong, verdict)
