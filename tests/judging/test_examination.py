"""Trained networks are examined with their own weights, on images that their students have not seen."""

import numpy as np
import pytest

from autograder.judging.answers import Examination, TrainedAnswer, answer_of
from autograder.judging.examination import accuracy
from autograder.judging.judge import judge
from autograder.judging.reference import OfficialReference
from autograder.networks.canonical import decode_graph
from autograder.probing.probe import collect_evidence
from autograder.schema.assignment import Case, Question
from autograder.schema.evidence import Built, Evidence, Trained, decode, encode
from support.graphs import randomised, small_network


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


def test_graph_of_a_trained_network_is_that_of_the_built_one() -> None:
    model = small_network()
    question = Question("n", "network", "N", {"builds": 1}, (Case("printed", "it", {}, input=(6, 6, 1)),))
    built = collect_evidence(lambda: small_network(), question).observations["printed"]
    trained = collect_evidence(
        lambda: model, Question("n", "trained", "N", {"builds": 1}, (Case("printed", "it", {}, input=(6, 6, 1)),))
    ).observations["printed"]
    assert isinstance(built, Built) and isinstance(trained, Trained)
    assert decode_graph(built.graph) == decode_graph(trained.graph)
