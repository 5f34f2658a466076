"""What was recorded on one backend holds on another, well within the tolerance."""

import json
import os
import subprocess
import sys

import pytest
from conftest import ROOT

from autograder.criteria import TOLERANCE

MEASURE = """
import json
from autograder.assignment import declared_assignments
from autograder.criteria import difference, relative
from autograder.reference import official_reference, public_assignments, PUBLIC_SEED
import keras
found = {}
for assignment in declared_assignments():
    official = official_reference(assignment, PUBLIC_SEED)
    public = public_assignments()[assignment.id][1]
    for question in assignment.questions:
        for case in question.cases if question.kind in ("block", "network") else ():
            if case.public and case.behaviour and not case.raises:
                pairs = zip(official.answers(question, case), public.answers(question, case), strict=True)
                for here, recorded in pairs:
                    assert here.size() == recorded.size()
                    runs = [(here.run(mode, False), recorded.run(mode, False)) for mode in (False, True)]
                    distances = [difference(*pair) for pair in runs]
                    distances.append(relative(runs[1][0].statistics[None], runs[1][1].statistics[None]))
                    name = f"{question.name}/{case.name}"
                    found[name] = max(*distances, found.get(name, 0.0))
print(json.dumps({"backend": keras.backend.backend(), "distances": found}))
"""


def measured(backend: str) -> dict[str, float]:
    environment = os.environ | {"KERAS_BACKEND": backend, "CUDA_VISIBLE_DEVICES": "", "JAX_PLATFORMS": "cpu"}
    done = subprocess.run(
        [sys.executable, "-c", MEASURE], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout.splitlines()[-1])
    assert result["backend"] == backend
    return result["distances"]


def test_recorded_numbers_hold_on_tensorflow() -> None:
    distances = measured("tensorflow")
    assert max(distances.values()) < TOLERANCE / 5, distances


@pytest.mark.jax
def test_recorded_numbers_hold_on_jax() -> None:
    distances = measured("jax")
    assert max(distances.values()) < TOLERANCE / 5, distances


@pytest.mark.jax
def test_answers_are_judged_on_jax_as_on_tensorflow() -> None:
    answers = ["right_layer_subclass_init", "right_nested_sequential", "wrong_identity_relu_before_addition"]
    paths = [str(ROOT / "data" / "answers" / "residual" / f"{name}.py") for name in answers]
    environment = os.environ | {"KERAS_BACKEND": "jax", "JAX_PLATFORMS": "cpu"}
    command = [sys.executable, "-m", "autograder", "judge", "--json", *paths]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    lost = {(line["path"], line["question"]) for line in lines if line["status"] != "passed"}
    assert lost == {(paths[2], "identity_block")}, done.stderr
    assert len(lines) > 5
