"""Ready-made networks earn nothing, trained weights count, and saved ones find their places."""

from pathlib import Path

import keras
import numpy as np
import pytest

from autograder.accuracy import accuracy
from autograder.answers import Examination, TrainedAnswer, answer_of
from autograder.assignment import Case, Limits, Question
from autograder.canonical import decode_graph
from autograder.engine import Engine
from autograder.errors import CourseError
from autograder.evidence import Built, Evidence, Trained, decode, encode
from autograder.jobs import Cell, Job
from autograder.judge import judge
from autograder.pretrained import load_by_place, save_by_place
from autograder.probe import collect_evidence
from autograder.reference import OfficialReference

NETWORK = Question(
    "network",
    "network",
    "VGG",
    {"builds": 1, "parameters": 2},
    (Case("printed", "VGG-16", {}, input=(224, 224, 3), behaviour=False),),
)
READY_MADE = {
    "called": "import keras\ndef network(): return keras.applications.VGG16(weights=None)",
    "imported by name": "from keras.applications import VGG16\ndef network(): return VGG16(weights=None)",
    "through tensorflow": "import tensorflow as tf\ndef network(): return tf.keras.applications.VGG16(weights=None)",
    "made beforehand": "import keras\nmodel = keras.applications.VGG16(weights=None)\ndef network(): return model",
    "under another name": (
        "import keras\nfrom keras.src.applications import vgg16\nvars(vgg16)['__name__'] = 'mine'\n"
        "def network(): return vgg16.VGG16(weights=None)"
    ),
    "list of what is refused emptied": (
        "import keras, re, autograder.restraints\nautograder.restraints.READY_MADE = re.compile('nothing')\n"
        "def network(): return keras.applications.VGG16(weights=None)"
    ),
    "caught and tried again": (
        "from keras.applications.vgg16 import VGG16\ndef network():\n    try:\n        return VGG16(weights=None)\n"
        "    except Exception:\n        return VGG16(weights=None)"
    ),
}


@pytest.mark.parametrize("source", READY_MADE.values(), ids=READY_MADE)
def test_ready_made_network_is_refused(source: str, engine: Engine) -> None:
    job = Job((Cell("", source), Cell("check_network", "", "network")), (NETWORK,), Limits(), script=True)
    result = engine.run(job)
    if "network" not in result.evidence:  # it failed while the file ran
        assert "ready-made network" in result.missing["network"].why
        return
    evidence = decode(result.evidence["network"])
    solution = collect_evidence(small_network, NETWORK)
    verdict = judge(NETWORK, evidence, OfficialReference({"network": solution}, "any"))
    assert verdict.points == 0 and "ready-made network" in verdict.criteria[0].outcome.message


def small_network(epsilon: float = 1e-3, backwards: bool = False) -> keras.Model:
    """Two branches; their layers are made in either order."""
    images = keras.Input((6, 6, 1))
    made = [keras.layers.Conv2D(4, 3, padding="same"), keras.layers.Conv2D(5, 1)]
    if backwards:
        made = [keras.layers.Conv2D(5, 1), keras.layers.Conv2D(4, 3, padding="same")][::-1]
    x = keras.layers.Concatenate()([layer(images) for layer in made])
    x = keras.layers.BatchNormalization(epsilon=epsilon)(x)
    x = keras.layers.GlobalAveragePooling2D()(keras.layers.ReLU()(x))
    return keras.Model(images, keras.layers.Dense(3, activation="softmax")(x))


def randomised(model: keras.Model) -> keras.Model:
    rng = np.random.default_rng(0)
    model.set_weights([rng.uniform(0.001, 0.4, weight.shape) for weight in model.get_weights()])
    return model


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


def test_weights_find_their_places_in_whatever_order_layers_were_made(tmp_path: Path) -> None:
    saved, other = randomised(small_network()), small_network(backwards=True)
    save_by_place(saved, tmp_path / "weights.npz")
    images = np.random.default_rng(1).uniform(size=(4, 6, 6, 1)).astype("float32")
    assert load_by_place(other, tmp_path / "weights.npz") is other
    np.testing.assert_allclose(saved.predict(images, verbose=0), other.predict(images, verbose=0), atol=1e-6)


def test_weights_of_another_network_are_refused(tmp_path: Path) -> None:
    save_by_place(randomised(small_network()), tmp_path / "weights.npz")
    images = keras.Input((6, 6, 1))
    other = keras.Model(images, keras.layers.Conv2D(4, 3, padding="same")(images))
    with pytest.raises(CourseError, match="1 of its 4 layers"):
        load_by_place(other, tmp_path / "weights.npz")
    twins = keras.layers.Add()([keras.layers.Conv2D(2, 1)(images), keras.layers.Conv2D(2, 1)(images)])
    with pytest.raises(CourseError, match="same place"):
        save_by_place(keras.Model(images, twins), tmp_path / "twins.npz")


class Subclassed(keras.Model):
    """The same network as a class of the student's own, which knows no inputs."""

    def __init__(self) -> None:
        super().__init__()
        self.left, self.right = keras.layers.Conv2D(4, 3, padding="same"), keras.layers.Conv2D(5, 1)
        self.norm, self.last = keras.layers.BatchNormalization(), keras.layers.Dense(3, activation="softmax")

    def call(self, x):
        x = keras.ops.relu(self.norm(keras.ops.concatenate([self.left(x), self.right(x)], axis=-1)))
        return self.last(keras.ops.mean(x, axis=(1, 2)))


def test_class_of_the_students_own_takes_weights_and_is_examined(tmp_path: Path) -> None:
    saved, other = randomised(small_network()), Subclassed()
    save_by_place(saved, tmp_path / "weights.npz")
    images = np.random.default_rng(1).uniform(size=(4, 6, 6, 1)).astype("float32")
    other(images)
    with pytest.raises(CourseError, match="does not say"):
        load_by_place(Subclassed(), tmp_path / "weights.npz")
    load_by_place(other, tmp_path / "weights.npz", input_shape=(6, 6, 1))
    np.testing.assert_allclose(saved.predict(images, verbose=0), np.asarray(other(images)), atol=1e-6)
    question = Question("n", "trained", "N", {"builds": 1}, (Case("printed", "it", {}, input=(6, 6, 1)),))
    assert isinstance(collect_evidence(lambda: other, question).observations["printed"], Trained)


def test_graph_of_a_trained_network_is_that_of_the_built_one() -> None:
    model = small_network()
    question = Question("n", "network", "N", {"builds": 1}, (Case("printed", "it", {}, input=(6, 6, 1)),))
    built = collect_evidence(lambda: small_network(), question).observations["printed"]
    trained = collect_evidence(
        lambda: model, Question("n", "trained", "N", {"builds": 1}, (Case("printed", "it", {}, input=(6, 6, 1)),))
    ).observations["printed"]
    assert isinstance(built, Built) and isinstance(trained, Trained)
    assert decode_graph(built.graph) == decode_graph(trained.graph)
