"""The instructor's solutions in, the recorded reference out: official evidence and public fingerprints."""

import json
import platform
import time
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import nbformat

from autograder.assignment import Assignment, course_root
from autograder.devices import device_name
from autograder.engine import Engine
from autograder.errors import BadEvidence, CourseError
from autograder.evidence import Evidence, Raised, Refused, decode
from autograder.grading import prepare
from autograder.ingest import Submission
from autograder.mistakes import record_mistakes
from autograder.published import public_part, read_public
from autograder.reference import official_path, official_record, public_record


def solution_of(assignment: Assignment) -> Submission:
    """An assignment's solution as if it were handed in: its notebook, and the files under `handed_in` beside it.

    Raises:
        CourseError: It is not there.
    """
    folder = course_root() / "solutions" / assignment.id
    path = folder / f"{assignment.id}.ipynb"
    files = {file.name: folder / "handed_in" / file.name for file in assignment.files}
    missing = [it.name for it in (path, *files.values()) if not it.exists()]
    if missing:
        raise CourseError(f"There is no {missing[0]}.", hint=f"Run `autograder release {assignment.id}`.")
    contents = {name: it.read_bytes() for name, it in files.items()}
    return Submission(nbformat.read(path, as_version=4), files=contents)


def solution_evidence(assignment: Assignment, engine: Engine) -> dict[str, Evidence]:
    """Run an assignment's solution notebook and collect its evidence, by question.

    Raises:
        CourseError: The notebook did not run to its end, or an answer of it can't be recorded.
    """
    job, _ = prepare(solution_of(assignment), assignment)
    result = engine.run(job)
    if result.ending != "finished":
        raise CourseError(f"The solution of {assignment.id} did not run to its end: {result.ending}.")
    found: dict[str, Evidence] = {}
    for question in assignment.questions:
        if question.name not in result.evidence:
            raise CourseError(f"The solution of {question.name} can't be probed: {result.missing.get(question.name)}")
        try:
            evidence = decode(result.evidence[question.name], assignment.limits.evidence_kib * 1024)
        except BadEvidence as fault:
            raise CourseError(f"The evidence of {question.name} can't be read: {fault}") from fault
        for case in question.cases:
            seen = evidence.observations[case.name]
            if isinstance(seen, Refused) or (isinstance(seen, Raised) and case.raises is None):
                raise CourseError(f"The solution of {question.name} fails on {case.about}: {seen.message}")
        found[question.name] = evidence
    return found


def record(assignment: Assignment, engine: Engine) -> list[Path]:
    """Record the reference of one assignment; see `reference` for what goes where.

    Returns:
        The two files written.
    """
    evidence = solution_evidence(assignment, engine)
    source = provenance()
    official = official_path(assignment.id)
    public = official.parent / "public" / official.name
    public.parent.mkdir(parents=True, exist_ok=True)
    _write(official, official_record(assignment, evidence, source))
    mistakes = {question.name: record_mistakes(question, evidence[question.name]) for question in assignment.questions}
    _write(public, public_record(assignment, evidence, source) | {"mistakes": mistakes})
    return [official, public]


def refresh(assignment: Assignment) -> Path:
    """Write an assignment's public declaration anew (titles, points, hints) without running anything.

    Returns:
        The file written: byte for byte what `record` would make of the same evidence.

    Raises:
        CourseError: Nothing is recorded yet, or a public case has changed, so that recording is needed.
    """
    path = official_path(assignment.id).parent / "public" / f"{assignment.id}.json"
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
        **{name: _version(package) for name, package in packages.items()},
        "python": platform.python_version(),
        "date": time.strftime("%Y-%m-%d"),
    }


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"


def _write(path: Path, data: dict[str, Any]) -> None:
    path.write_text(json.dumps(data, indent=None, separators=(",", ":")) + "\n", encoding="utf-8")
