"""The course's objects are made as Keras comes; what a student has set comes back."""

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import pytest

from autograder.networks.settings import course_input, course_settings

SETTINGS: dict[str, tuple[Callable[[Any], Any], Callable[[], Any], Any, Any]] = {  # set, asked, a student's, Keras' own
    "floatx": (keras.config.set_floatx, keras.config.floatx, "float64", "float32"),
    "policy": (keras.config.set_dtype_policy, lambda: keras.config.dtype_policy().name, "mixed_float16", "float32"),
    "channels": (
        keras.config.set_image_data_format,
        keras.config.image_data_format,
        "channels_first",
        "channels_last",
    ),
    "epsilon": (keras.config.set_epsilon, keras.config.epsilon, 1e-3, 1e-7),
    "NumPy's errors": (lambda how: np.seterr(over=how), lambda: np.geterr()["over"], "raise", "warn"),
}


@pytest.mark.parametrize(("choose", "asked", "students", "usual"), SETTINGS.values(), ids=SETTINGS)
@pytest.mark.parametrize("raises", [False, True])
def test_settings_are_keras_own_for_a_while(choose: Any, asked: Any, students: Any, usual: Any, raises: bool) -> None:
    with course_settings():  # whatever this test sets is gone after it
        choose(students)
        try:
            with course_settings():
                assert asked() == usual
                if raises:
                    raise KeyboardInterrupt
        except KeyboardInterrupt:
            pass
        assert asked() == students
    assert asked() == usual


def test_input_is_float32_whatever_is_set() -> None:
    with course_settings():
        keras.config.set_floatx("float16")
        assert course_input((8, 8, 3)).dtype == "float32"
        assert keras.Input((8, 8, 3)).dtype == "float16"
