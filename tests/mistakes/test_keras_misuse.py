"""What Keras refuses is explained in a student's words, where the mistake is known."""

import pytest

from autograder.mistakes.keras_misuse import misuse
from autograder.schema.evidence import Raised, Refused

MISUSED = {
    "numpy": (
        Raised("ValueError", "A KerasTensor is symbolic: it's a placeholder", "x = np.maximum(x, 0)"),
        "keras.ops",
    ),
    "tensorflow": (
        Raised("ValueError", "A KerasTensor cannot be used as input to a TensorFlow function. A", "y = tf.nn.relu(x)"),
        "tf.nn.relu",
    ),
    "not called": (
        Raised("TypeError", "A symbolic KerasTensor cannot be used as a boolean.", "x = layers.ReLU(x)"),
        "made but not called",
    ),
    "capitals": (
        Raised("ValueError", "The `padding` argument must be one of 'valid', 'same'. Received: padding=SAME", ""),
        'padding="SAME"',
    ),
    "slash": (Raised("ValueError", "Argument `name` must be a string and cannot contain character `/`.", ""), "“/”"),
    "lr": (Raised("ValueError", "Argument(s) not recognized: {'lr': 0.1}", ""), "learning_rate"),
    "output_shape": (Raised("AttributeError", "'Conv2D' object has no attribute 'output_shape'", ""), "x.shape"),
    "nothing": (Refused("It returned None (is the return statement missing?)"), "no return"),
    "rank": (Raised("ValueError", "expected min_ndim=4, found ndim=2. Full shape received: (None, 8)", ""), "2 axes"),
    "border": (
        Raised("ValueError", "Inputs have incompatible shapes. Received shapes (52, 52, 64) and (56, 56, 64)", ""),
        "at the border",
    ),
    "channels": (
        Raised("ValueError", "Inputs have incompatible shapes. Received shapes (28, 28, 64) and (28, 28, 128)", ""),
        "channels differ",
    ),
    "strides": (
        Raised("ValueError", "Inputs have incompatible shapes. Received shapes (28, 28, 64) and (56, 56, 64)", ""),
        "stride alike",
    ),
    "channels first": (
        Raised("ValueError", "Inputs have incompatible shapes (2, 2).\nimage_data_format: channels_first", ""),
        "channels last",
    ),
    "channels first, and a name misspelt": (
        Raised("NameError", "name 'Conv' is not defined\nimage_data_format: channels_first", ""),
        "Conv is not defined",
    ),
    "own mistake": (Raised("ValueError", "depth must be 18, 34, 50, 101 or 152", "raise ValueError(…)"), None),
    "division": (Raised("ZeroDivisionError", "division by zero", "x = 1 / 0"), None),
}


@pytest.mark.parametrize(("observation", "words"), MISUSED.values(), ids=MISUSED)
def test_misuse_of_keras_is_explained_where_it_is_known(observation: Raised | Refused, words: str | None) -> None:
    found = misuse(observation)
    assert found is None if words is None else found is not None and words in found.sentence
