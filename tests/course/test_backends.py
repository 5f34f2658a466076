"""What was recorded on one backend holds on another, well within the tolerance."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.instructor.authoring.sample_answers import sample_answer, write_answers
from support.courses import COURSE, ROOT

MEASURE = """
import json
from autograder.schema.course import Course
from autograder.instructor.authoring.rounding import distances_to_recorded
from autograder.judging.tolerances import NETWORKS
import keras
found = {
    where: distance / NETWORKS[kind].recorded
    for assignment in Course.here().assignments()
    for where, kind, distance in distances_to_recorded(assignment)
}
print(json.dumps({"backend": keras.backend.backend(), "shares": found}))
"""
QUESTIONS = {
    f"{question.name}/{question.run_case.name}"
    for assignment in COURSE.assignments()
    for question in assignment.questions
    if question.kind in ("block", "network")
}


@pytest.mark.slow
@pytest.mark.parametrize("backend", ["tensorflow", pytest.param("jax", marks=pytest.mark.jax)])
def test_recorded_numbers_hold_on_another_backend(backend: str) -> None:
    """Each case of each question differs by at most a fifth of what is tolerated."""
    environment = os.environ | {"KERAS_BACKEND": backend, "CUDA_VISIBLE_DEVICES": "", "JAX_PLATFORMS": "cpu"}
    done = subprocess.run(
        [sys.executable, "-c", MEASURE], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout.splitlines()[-1])
    assert result["backend"] == backend
    assert set(result["shares"]) >= QUESTIONS
    assert max(result["shares"].values()) < 1 / 5, result["shares"]


@pytest.mark.jax
def test_answers_are_judged_on_jax_as_on_tensorflow(tmp_path: Path) -> None:
    names = ["right/layer_subclass_init", "right/nested_sequential", "wrong/relu_before_addition"]
    answers = [sample_answer(COURSE.answers, f"residual/identity_block/{name}") for name in names]
    paths = list(map(str, write_answers(COURSE.answers, answers, tmp_path)))
    environment = os.environ | {"KERAS_BACKEND": "jax", "JAX_PLATFORMS": "cpu"}
    command = [sys.executable, "-m", "autograder", "judge", "--json", *paths]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    lost = {(line["path"], line["question"]) for line in lines if line["status"] != "passed"}
    assert lost == {(paths[2], "identity_block")}, done.stderr
    assert len(lines) > 5
