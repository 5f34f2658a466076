"""Saved weights find their places in a student's network, or it is said why they do not fit."""

from pathlib import Path

import keras
import numpy as np
import pytest

from autograder.errors import CourseError
from autograder.probing.probe import collect_evidence
from autograder.schema.assignment import Case, Question
from autograder.schema.evidence import Trained
from autograder.student.pretrained import load_by_place, save_by_place
from support.graphs import randomised, small_network


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
