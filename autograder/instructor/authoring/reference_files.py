"""Writes the files of an assignment's reference from its evidence: numbers computed here, and where they come from.

`record` calls it with fresh evidence, `autograder record --numbers` with what was recorded before.
"""

import json
import platform
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from autograder.errors import CourseError
from autograder.judging.reference import PUBLIC_SEED, official_record, official_reference, public_record
from autograder.mistakes.making import record_mistakes
from autograder.networks.devices import device_name
from autograder.schema.assignment import Assignment
from autograder.schema.evidence import Evidence
from autograder.schema.published import public_part, read_public
from autograder.startup import installed_version


def write_reference(
    assignment: Assignment, evidence: dict[str, Evidence], made_from: str, value_seed: int
) -> list[Path]:
    """Write the reference that evidence makes; see `judging.reference` for what goes where.

    Args:
        assignment: The assignment.
        evidence: The solution's, by question.
        made_from: What `solution_key` was when the solution ran.
        value_seed: What seeded the arrays of its cases that students do not see.

    Returns:
        The two files written: official and public.
    """
    source = provenance()
    official = assignment.course.reference(assignment.id)
    public = assignment.course.public_reference(assignment.id)
    public.parent.mkdir(parents=True, exist_ok=True)
    _write(official, official_record(assignment, evidence, source, made_from, value_seed))
    mistakes = {question.name: record_mistakes(question, evidence[question.name]) for question in assignment.questions}
    _write(public, public_record(assignment, evidence, source) | {"mistakes": mistakes})
    return [official, public]


def compute_again(assignment: Assignment) -> list[Path]:
    """Compute an assignment's recorded numbers anew, from the evidence recorded before: no notebook is run.

    All it takes is Keras, so that a machine with a GPU needs nothing of what grading needs.

    Returns:
        The two files written.

    Raises:
        CourseError: Nothing is recorded yet, or a case is new.
    """
    recorded = official_reference(assignment, PUBLIC_SEED)
    return write_reference(assignment, recorded.evidence, recorded.made_from, recorded.value_seed)


def refresh(assignment: Assignment) -> Path:
    """Write an assignment's public declaration anew (titles, points, hints) without running anything.

    Returns:
        The file written: byte for byte what `record` would make of the same evidence.

    Raises:
        CourseError: Nothing is recorded yet, or a public case has changed, so that recording is needed.
    """
    path = assignment.course.public_reference(assignment.id)
    before, data = read_public(path)
    if _measured(before) != _measured(assignment):
        raise CourseError(f"The public cases of {assignment.id} have changed.", hint="Run `autograder record`.")
    _write(path, data | {"assignment": public_part(assignment)})
    return path


def _measured(assignment: Assignment) -> dict[str, tuple[Any, ...]]:
    """What recorded numbers depend on, of a declaration: a question's cases without their wording."""
    return {
        it.name: (it.kind, it.symmetric_padding, [replace(case, about="") for case in it.cases if case.public])
        for it in assignment.questions
    }


def provenance() -> dict[str, str]:
    """Where numbers recorded now come from: device, backend, versions and date."""
    import keras

    backend = keras.backend.backend()
    packages = {"keras": "keras", "numpy": "numpy", backend: backend}
    return {
        "device": device_name(),
        "backend": backend,
        **{name: installed_version(package) or "unknown" for name, package in packages.items()},
        "python": platform.python_version(),
        "date": time.strftime("%Y-%m-%d"),
    }


def _write(path: Path, data: dict[str, Any]) -> None:
    path.write_text(json.dumps(data, indent=None, separators=(",", ":")) + "\n", encoding="utf-8")
