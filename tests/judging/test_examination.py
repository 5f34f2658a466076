"""Trained networks are examined with their own weights, on images that their students have not seen."""

from dataclasses import replace

import keras
import numpy as np
import pytest

from autograder.errors import BadEvidence
from autograder.judging import examination
from autograder.judging.answers import Examination, TrainedAnswer, answer_of
from autograder.judging.examination import accuracy
from autograder.judging.judge import judge
from autograder.judging.reference import OfficialReference
from autograder.networks.canonical import decode_graph
from autograder.probing.probe import collect_evidence
from autograder.schema.assignment import Case, Question
from autograder.schema.evidence import Built, Evidence, Trained, decode, encode
from support.graphs import INPUT, NODE, randomised, small_network


@pytest.mark.parametrize("epsilon", [1e-3, 0.2], ids=["usual epsilon", "another epsilon"])
def test_trained_network_is_examined_with_its_own_weights(epsilon: float) -> None:
    model = randomised(small_network(epsilon))
    images = np.random.default_rng(1).uniform(size=(300, 6, 6, 1)).astype("float32")
    labels = np.argmax(model.predict(images, verbose=0), axis=1)
    labels[:75] = (labels[:75] + 1) % 3
    case = Case("printed", "images", {}, input=(6, 6, 1), public=True, data="x.npz", accuracy=(0.5, 0.85))
    question = Question("trained", "trained", "Trained", {"builds": 1, "parameters": 2, "accuracy": 7}, (case,))
    evidence = decode(encode(collect_evidence(lambda: model, question)))
    seen = evidence.observations["printed"]
    assert isinstance(seen, Trained)
    answer = answer_of(seen, "any", question, case)
    assert isinstance(answer, TrainedAnswer)
    assert accuracy(answer.built.graph, answer.weights, images, labels) == pytest.approx(0.75)

    solution = answer_of(Built(seen.graph), "any", question, case)
    exam = Examination(solution, images, labels, (0.5, 0.85))
    reference = OfficialReference({}, "any", known={("trained", "printed"): [exam]})
    verdict = judge(question, evidence, reference)
    assert verdict.points == pytest.approx(3 + 7 * 0.25 / 0.35) and verdict.status == "failed"
    assert "75.0%" in verdict.criteria[2].outcome.message
    missing = Trained(seen.graph, seen.weights[1:])
    verdict = judge(question, Evidence("trained", {"printed": missing}), reference)
    assert verdict.points == 3


def _trained(model: keras.Model, images: tuple[int, ...]) -> TrainedAnswer:
    case = Case("printed", "images", {}, input=images)
    question = Question("trained", "trained", "Trained", {"builds": 1}, (case,))
    answer = answer_of(collect_evidence(lambda: model, question).observations["printed"], "any", question, case)
    assert isinstance(answer, TrainedAnswer)
    return answer


def test_images_are_examined_in_batches_that_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = _trained(randomised(small_network()), (6, 6, 1))
    images = np.random.default_rng(2).uniform(size=(50, 6, 6, 1)).astype("float32")
    monkeypatch.setattr(examination, "ROOM", 20 * answer.size().peak)
    batches: list[int] = []
    enter = examination._Trained.enter
    monkeypatch.setattr(examination._Trained, "enter", lambda it, at: batches.append(len(it.images)) or enter(it, at))
    accuracy(answer.built.graph, answer.weights, images, np.zeros(50))
    assert batches == [20, 20, 10]


def test_images_of_a_batch_do_not_see_each_other() -> None:
    image = keras.Input((2, 2, 1))
    scores = keras.layers.Dense(3)(keras.layers.Flatten()(image))
    mixed = keras.ops.expand_dims(scores, 0) * keras.ops.expand_dims(scores, 1)
    answer = _trained(keras.Model(image, scores + keras.ops.mean(mixed, axis=0)), (2, 2, 1))
    with pytest.raises(BadEvidence, match="see each other"):
        accuracy(answer.built.graph, answer.weights, np.zeros((9, 2, 2, 1), "float32"), np.zeros(9))


def test_weights_are_arrays_of_numbers() -> None:
    seen = Trained({"nodes": [INPUT, NODE], "outputs": [[1, 0]]}, [])
    case = Case("printed", "images", {})
    question = Question("trained", "trained", "Trained", {"builds": 1}, (case,))
    for weights in ("text", [1], [["a"]], [[np.array(["a"])]], [[np.array([True])]], {"a": []}):
        with pytest.raises(BadEvidence, match="weights"):
            answer_of(replace(seen, weights=weights), "any", question, case)


def test_graph_of_a_trained_network_is_that_of_the_built_one() -> None:
    model = small_network()
    question = Question("n", "network", "N", {"builds": 1}, (Case("printed", "it", {}, input=(6, 6, 1)),))
    built = collect_evidence(lambda: small_network(), question).observations["printed"]
    trained = collect_evidence(
        lambda: model, Question("n", "trained", "N", {"builds": 1}, (Case("printed", "it", {}, input=(6, 6, 1)),))
    ).observations["printed"]
    assert isinstance(built, Built) and isinstance(trained, Trained)
    assert decode_graph(built.graph) == decode_graph(trained.graph)
