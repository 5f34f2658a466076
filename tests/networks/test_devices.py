"""Numbers say what they were computed on, and are computed in full float32 there."""

import json
import os
import platform
import subprocess
import sys

import pytest

from autograder.errors import CourseError
from autograder.networks.devices import device_name, require_gpu
from support.courses import COURSE, ROOT

SHORTENED = """
import keras, tensorflow as tf
from autograder.networks.devices import full_float32
enabled = tf.config.experimental.tensor_float_32_execution_enabled
assert enabled()
with full_float32():
    assert not enabled()
assert enabled()
try:
    with full_float32():
        raise ValueError
except ValueError:
    assert enabled()
"""
ON_JAX = """
import jax
from autograder.networks.devices import full_float32
before = jax.config.jax_default_matmul_precision
with full_float32():
    assert str(jax.config.jax_default_matmul_precision) in ("float32", "highest", "HIGHEST")
assert jax.config.jax_default_matmul_precision == before
"""
# What a machine with a GPU can do without: what notebooks and classes need.
NOTEBOOKS = ("IPython", "dask", "jupytext", "matplotlib", "nbclient", "nbconvert", "nbformat", "nbgrader", "sqlalchemy")
COLLECT = f"""
import sys
sys.modules.update(dict.fromkeys({NOTEBOOKS}))
import pytest, autograder.cli.app
from autograder.instructor.authoring import reference_files, rounding
sys.exit(pytest.main(["-m", "gpu", "--collect-only", "tests/course/test_gpu.py"]))
"""


def test_what_runs_on_a_gpu_needs_no_notebooks() -> None:
    command = [sys.executable, "-c", COLLECT]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout[-2000:]
    assert "test_solution_earns_everything[identity_block]" in done.stdout


@pytest.mark.parametrize(
    ("backend", "source"), [("tensorflow", SHORTENED), pytest.param("jax", ON_JAX, marks=pytest.mark.jax)]
)
def test_float32_is_full_only_while_networks_are_compared(backend: str, source: str) -> None:
    environment = os.environ | {"KERAS_BACKEND": backend, "TF_CPP_MIN_LOG_LEVEL": "3"}
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr[-2000:]


def test_networks_are_run_in_full_float32(monkeypatch: pytest.MonkeyPatch, residual, official) -> None:
    import tensorflow as tf

    from autograder.judging.reference import accepted
    from autograder.networks.run import Runner

    enabled = tf.config.experimental.tensor_float_32_execution_enabled
    seen: list[bool] = []
    step = Runner.step
    monkeypatch.setattr(Runner, "step", lambda *args: (seen.append(enabled()), step(*args)))
    question = residual.question("identity_block")
    observation = official.evidence["identity_block"].observations["printed"]
    accepted(observation, question, question.example, "a seed of its own")[0].run(False, False)
    assert seen and not any(seen) and enabled()


def test_without_a_gpu_it_says_so() -> None:
    if not device_name().startswith("CPU"):
        require_gpu()
        return
    assert device_name() == f"CPU, {platform.machine()}"
    with pytest.raises(CourseError, match="sees no GPU"):
        require_gpu()


def test_recorded_references_say_where_they_come_from() -> None:
    paths = list((ROOT / "data" / "reference").glob("*.json"))
    assert {path.stem for path in paths} == {assignment.id for assignment in COURSE.assignments()}
    for path in paths:
        source = json.loads(path.read_text())["provenance"]
        assert {"device", "backend", "keras", "numpy", "python", "date"} <= set(source), path.name
