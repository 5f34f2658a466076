"""Keeps what lasts as long as a process that grades: its engine, what judges for it, and released notebooks."""

import atexit
from functools import lru_cache
from pathlib import Path

import nbformat

from autograder.errors import CourseError
from autograder.grading.judging_process import JudgingProcesses
from autograder.sandbox.bubblewrap import Sandbox
from autograder.sandbox.engine import Engine, LocalEngine
from autograder.schema.assignment import Assignment


@lru_cache(maxsize=2)
def shared_engine(sandbox: Sandbox, gpu: bool = False) -> Engine:
    """The engine of this process, started when it is first needed and kept for the next submission."""
    engine = LocalEngine(sandbox, gpu)
    atexit.register(engine.close)
    return engine


@lru_cache(maxsize=1)
def judging() -> JudgingProcesses:
    """What reads, judges and shows submissions for this process, started when it is first asked for."""
    processes = JudgingProcesses()
    atexit.register(processes.close)
    return processes


def require_gradable(assignment: Assignment) -> None:
    """See that what an assignment is graded by is of one piece: declaration, released notebook, solution and reference.

    Raises:
        CourseError: Something is missing or older than the rest; says which command makes it anew.
    """
    judging().first("gradable", root=str(assignment.course.root), name=assignment.id)


def released(assignment: Assignment) -> nbformat.NotebookNode:
    """The notebook that students were given.

    Raises:
        CourseError: The assignment is not released yet.
    """
    path = assignment.course.release(assignment.id)
    if not path.exists():
        raise CourseError(f"{assignment.id} is not released yet.", hint=f"Run `autograder release {assignment.id}`.")
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=16)
def _read(path: Path, changed: int) -> nbformat.NotebookNode:
    del changed  # part of the key
    return nbformat.read(path, as_version=4)
