"""Imports Keras without its messages, and says in one line what is too old.

TensorFlow's C++ writes to standard error, and nbgrader takes that for failure.
"""

import contextlib
import gc
import io
import os
import re
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

__version__ = "0.4.0"
NEEDED = {"keras": (3, 8), "numpy": (1, 26)}  # as in pyproject.toml, for packages that were not installed by pip
PYTHON = (3, 11)
NO_GPU = {"CUDA_VISIBLE_DEVICES": "-1", "JAX_PLATFORMS": "cpu"}  # in the environment: compute on the CPU
SHARED_GPU = {"TF_FORCE_GPU_ALLOW_GROWTH": "true", "XLA_PYTHON_CLIENT_PREALLOCATE": "false"}  # take what is needed


def require_versions() -> None:
    """Say in one line what to upgrade, before an import fails in a way that says nothing.

    Raises:
        ImportError: Python, Keras or NumPy is too old.
    """
    if sys.version_info < PYTHON:
        found = ".".join(map(str, sys.version_info[:2]))
        raise ImportError(
            f"autograder needs Python {_dotted(PYTHON)} or newer; this is {found}. Install a newer Python."
        )
    for package, needed in NEEDED.items():
        found = installed_version(package)
        if found is None:  # a nightly build, perhaps; importing it will tell
            continue
        if tuple(map(int, re.findall(r"\d+", found)[:2])) < needed:
            raise ImportError(
                f"autograder needs {package} {_dotted(needed)} or newer; this is {found}. "
                f"Run: pip install --upgrade {package}"
            )


def installed_version(package: str) -> str | None:
    """The version of a package, as the package index calls it; None if none of that name is installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _dotted(numbers: tuple[int, ...]) -> str:
    return ".".join(map(str, numbers))


@contextlib.contextmanager
def quiet_stderr() -> Iterator[None]:
    """While on, nothing reaches standard error, from Python or from beneath it."""
    kept = os.dup(2)
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 2)
    try:
        with contextlib.redirect_stderr(io.StringIO()):
            yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nothing)


def load_keras() -> None:
    """Import Keras and its backend and run a first operation, without their messages.

    Commands that judge call this while the engine's own process starts, so that both import at the same time.
    """
    for name, value in SHARED_GPU.items():
        os.environ.setdefault(name, value)
    with quiet_stderr(), without_collector():
        import keras

        keras.ops.convert_to_numpy(keras.ops.zeros(1))


@contextlib.contextmanager
def without_collector() -> Iterator[None]:
    """While on, nothing looks for garbage, and afterwards not among what was made: imports make none, and very much."""
    gc.disable()
    try:
        yield
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


def skip_slow_imports() -> None:
    """Leave out what importing nbformat spends seconds on: jsonschema's grammar of web addresses, which it never asks.

    For processes of our own: what is left out can't be imported any more.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
