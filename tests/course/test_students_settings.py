"""Right answers earn their points whatever the notebook has set Keras to: what the course makes does not change."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.grading.batch import Batch
from autograder.instructor.authoring.sample_answers import sample_answer, write_answers
from autograder.judging.verdict import Verdict
from autograder.sandbox.engine import Engine
from autograder.schema.assignment import Limits
from support.courses import COURSE

IMPORT = "import keras\n"
EVERYTHING = """import keras, numpy
keras.config.set_dtype_policy("mixed_bfloat16")
keras.config.set_floatx("float64")
keras.config.set_epsilon(1e-3)
keras.config.disable_traceback_filtering()
numpy.seterr(all="raise")
"""
CHANNELS_FIRST = f"{IMPORT}keras.config.set_image_data_format('channels_first')\n"
SETTINGS = {
    "mixed_float16": f"{IMPORT}keras.mixed_precision.set_global_policy('mixed_float16')\n",
    "float64": f"{IMPORT}keras.config.set_floatx('float64')\nkeras.config.set_dtype_policy('float64')\n",
    "float16": f"{IMPORT}keras.config.set_floatx('float16')\nkeras.config.set_dtype_policy('float16')\n",
    "eager": "import tensorflow as tf\ntf.config.run_functions_eagerly(True)\n",
    "everything": EVERYTHING,
}
VALUES = {  # asked of supplied models
    "count_parameters": "analysis/count_parameters/right/textbook",
    "parameter_share": "ilsvrc/parameter_share/right/get_weights",
    "stem_gradient": "inception/stem_gradient/right/all_then_first",
}
ANSWERS = VALUES | {
    "identity_block": "residual/identity_block/right/layer_subclass_init",
    "trained_network": "residual/small_resnet/right/from_blocks",
    "conv1x1": "one_by_one/conv1x1/right/keras_ops_conv",
}
TOLD = ANSWERS | {"inception_naive": "inception/inception_naive/right/textbook"}


def verdict_below(settings: str, question: str, folder: Path, engine: Engine) -> Verdict:
    """The verdict on a right answer with these settings above it. A busy machine is no mistake: it has minutes."""
    answer = sample_answer(COURSE.answers, TOLD[question])
    path, *_ = write_answers(COURSE.answers, [answer], folder)
    path.write_text(settings + answer.code, encoding="utf-8")
    batch = Batch(official=True, only=question)
    batch.assignments[0] = replace(batch.assignments[0], limits=Limits(cell_s=200, wall_s=280))
    verdict = next(batch.judge([str(path)], engine, jobs=1)).verdict
    assert verdict is not None
    return verdict


def params() -> list:
    quick = {("mixed_float16", "stem_gradient"), ("everything", "identity_block")}
    pairs = [(settings, question) for settings in SETTINGS for question in ANSWERS]
    return [pytest.param(*pair, marks=() if pair in quick else pytest.mark.slow) for pair in pairs]


@pytest.mark.parametrize(("settings", "question"), params())
def test_right_answer_earns_full_marks_below_settings(
    settings: str, question: str, tmp_path: Path, engine: Engine
) -> None:
    verdict = verdict_below(SETTINGS[settings], question, tmp_path, engine)
    assert verdict.status == "passed", [line.outcome for line in verdict.criteria]


@pytest.mark.parametrize("question", VALUES)
def test_models_of_the_course_are_channels_last(question: str, tmp_path: Path, engine: Engine) -> None:
    assert verdict_below(CHANNELS_FIRST, question, tmp_path, engine).status == "passed"


@pytest.mark.parametrize("question", [name for name in TOLD if name not in VALUES])
def test_notebook_that_sets_channels_first_is_told_so(question: str, tmp_path: Path, engine: Engine) -> None:
    verdict = verdict_below(CHANNELS_FIRST, question, tmp_path, engine)
    assert verdict.status == "failed" and verdict.diagnosis is not None
    assert "course's images are channels last" in verdict.diagnosis.sentence


@pytest.mark.jax
def test_settings_are_the_notebooks_alone_on_jax(tmp_path: Path) -> None:
    names = {ANSWERS[question]: question for question in ("count_parameters", "identity_block", "conv1x1")}
    answers = [sample_answer(COURSE.answers, name) for name in names]
    paths = write_answers(COURSE.answers, answers, tmp_path)
    for path, answer in zip(paths, answers, strict=True):
        path.write_text(f"import jax\njax.config.update('jax_enable_x64', True)\n{EVERYTHING}{answer.code}")
    environment = os.environ | {"KERAS_BACKEND": "jax", "JAX_PLATFORMS": "cpu"}
    command = [sys.executable, "-m", "autograder", "judge", "--json", *map(str, paths)]
    done = subprocess.run(command, cwd=COURSE.root, env=environment, capture_output=True, text=True, check=False)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    earned = {line["question"]: line["status"] for line in lines if line["question"] in names.values()}
    assert earned == dict.fromkeys(names.values(), "passed"), done.stderr
