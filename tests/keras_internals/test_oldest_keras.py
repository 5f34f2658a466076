"""The oldest Keras that pyproject.toml admits will do: its promises are tried there, and graphs are read."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from autograder.keras_internals import inlining
from autograder.startup import NEEDED
from support.courses import ROOT

OLDEST = ".".join(map(str, NEEDED["keras"]))
TRIED = re.findall(r"3\.\d+\.\d+", re.search(r"^Tried: (.*)", inlining.__doc__ or "", re.MULTILINE)[1])
TESTS = [str(path) for name in ("keras_promises", "graph") for path in (ROOT / "tests").rglob(f"test_{name}.py")]


def pinned(*packages: str) -> list[str]:
    """The versions of optional packages that pyproject.toml asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [it for extra in project["optional-dependencies"].values() for it in extra]
    return [next(it for it in wanted if re.match(rf"{package}\b[>=]=", it)) for package in packages]


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_oldest_keras_will_do(tmp_path: Path) -> None:
    """In an environment of its own, on JAX: TensorFlow would take minutes to install. On CI there must be uv."""
    uv = shutil.which("uv")
    if uv is None and not os.environ.get("CI"):
        pytest.skip("there is no uv")
    assert uv, "there is no uv"
    python = tmp_path / "bin" / "python"
    wanted = [f"keras=={OLDEST}", "numpy", *pinned("jax", "psutil", "pytest", "pytest-timeout")]
    subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, tmp_path], check=True)
    subprocess.run([uv, "pip", "install", "--quiet", "--python", python, *wanted], check=True)
    command = [python, "-m", "pytest", "-p", "no:cacheprovider", "-rs", *TESTS]
    environment = os.environ | {"KERAS_BACKEND": "jax", "JAX_PLATFORMS": "cpu"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert len(TESTS) == 2 and int(re.findall(r"(\d+) passed", done.stdout)[-1]) > 35


def test_oldest_keras_is_the_first_of_those_tried() -> None:
    assert TRIED[0].rpartition(".")[0] == OLDEST
