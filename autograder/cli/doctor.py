"""Looks at what works on this machine, and says how to fix the rest.

The command `autograder doctor` shows what is found (`authoring`, `tables`).
"""

import json
import os
import platform
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from autograder.errors import install
from autograder.sandbox.bubblewrap import lacking
from autograder.startup import installed_version, load_keras

PACKAGES = ("keras", "numpy", "tensorflow", "nbgrader", "jupyterlab", "jupytext", "matplotlib", "ipython")
INSTALL = f"{install('grading')}, or `uv sync` in it"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    name: str
    status: Literal["ok", "missing", "note"]
    detail: str


def examine() -> Iterator[Finding]:
    """Look at everything that grading needs; findings come as they are made."""
    yield Finding("Python", "ok", f"{platform.python_version()} on {platform.system()} {platform.machine()}")
    for name in PACKAGES:
        version = installed_version(name)
        yield Finding(name, "missing", INSTALL) if version is None else Finding(name, "ok", version)
    yield _alembic()
    yield from _keras()
    yield _fork()
    yield _sandbox()
    yield from _course()


def _alembic() -> Finding:
    """nbgrader starts `alembic` to make a gradebook; grading puts this environment's on PATH."""
    import sys
    from pathlib import Path

    found = shutil.which(
        "alembic", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    )
    return Finding("alembic", "ok", found) if found else Finding("alembic", "missing", INSTALL)


def _keras() -> Iterator[Finding]:
    try:
        load_keras()
        import keras

        from autograder.networks.devices import gpu_name
    except Exception as error:
        yield Finding("Keras backend", "missing", f"Keras does not import: {error}. Install tensorflow or jax.")
        return
    yield Finding("Keras backend", "ok", keras.backend.backend())
    hint = f"none found; grading runs on the CPU. On Linux with CUDA: {install('gpu')}"
    yield Finding("GPU", "ok" if gpu_name() else "note", gpu_name() or hint)


def _fork() -> Finding:
    if not hasattr(os, "fork"):
        return Finding("warm process", "missing", "grading forks processes: use Linux, macOS or WSL")
    return Finding("warm process", "ok", "processes can be forked")


def _sandbox() -> Finding:
    missing = lacking()
    if missing is None:
        return Finding("sandbox", "ok", "bubblewrap, namespaces and system call filter work")
    why, remedy = missing
    return Finding("sandbox", "missing", f"{why} {remedy} Without it `grade` and `judge` want --sandbox=none.")


def _course() -> Iterator[Finding]:
    from autograder.errors import CourseError
    from autograder.judging.reference import official_reference
    from autograder.schema.course import Course

    try:
        course = Course.here()
        assignments = course.assignments()
    except CourseError as error:
        yield Finding("course", "note", str(error))
        return
    for assignment in assignments:
        try:
            official_reference(assignment)
            source = json.loads(course.reference(assignment.id).read_text(encoding="utf-8"))["provenance"]
            words = f"{len(assignment.questions)} questions, reference recorded {source.get('date')}"
            where = f"on {source.get('device')} with {source.get('backend')}"
            yield Finding(f"assignment {assignment.id}", "ok", f"{words} {where}")
        except CourseError as error:
            yield Finding(f"assignment {assignment.id}", "missing", str(error))
