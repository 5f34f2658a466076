"""Models that questions are about are the same everywhere."""

import numpy as np
import pytest

from autograder.probing.given_models import supplied_model


def test_supplied_weights_are_the_same_everywhere() -> None:
    model = supplied_model({"model": "branching_cnn", "weights": True})
    assert float(np.abs(model.weights[0].numpy()).sum()) == pytest.approx(38.55878829956055, rel=1e-6)
    assert all(np.abs(weight.numpy()).max() > 0 for weight in model.weights)
