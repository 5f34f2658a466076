"""Starts the engine that a command runs student code in: on this machine, or on Dask's workers.

Its warm process and the process that judges start at the same time, so that neither waits for the other.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from autograder.errors import CourseError, install
from autograder.sandbox.bubblewrap import Sandbox

if TYPE_CHECKING:  # imported late, so that `--help` answers at once
    from autograder.sandbox.engine import Engine


@contextmanager
def warm_engine(sandbox: Sandbox, gpu: bool = False, judges: bool = False) -> Iterator["Engine"]:
    """An engine, with Keras imported, while its own process starts, where it is needed.

    Args:
        sandbox: Where the engine runs code.
        gpu: Whether that may compute on a GPU.
        judges: Whether a process of its own judges, not this one.
    """
    from autograder.sandbox.engine import LocalEngine

    with LocalEngine(sandbox, gpu) as engine:
        _import(judges)
        yield engine


def _import(judges: bool) -> None:
    if judges:
        from autograder.grading.session import judging

        judging()
    else:
        from autograder.startup import load_keras

        load_keras()


@contextmanager
def cluster_of_workers(sandbox: Sandbox, scheduler: str | None, workers: int | None) -> Iterator["Engine"]:
    """An engine on the workers of a Dask scheduler or, without one, on so many of this machine."""
    from autograder.schema.course import Course

    try:
        from autograder.sandbox.dask_cluster import Cluster
    except ModuleNotFoundError:
        hint = f"{install('dask')}, or `uv sync` in it."
        raise CourseError("Dask is not installed, which runs submissions on other machines.", hint=hint) from None
    with Cluster(sandbox, Course.here().root / ".autograder" / "returned", scheduler or "", workers or 0) as cluster:
        _import(judges=True)
        yield cluster
