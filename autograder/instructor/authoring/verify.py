"""Proves that the course is sound before students get it, claim by claim.

The command `autograder verify` calls it and shows the findings.
"""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import nbformat

from autograder.errors import CourseError
from autograder.grading.points import declared_points, differences, released_points
from autograder.instructor.authoring.mistakes_proof import Claim
from autograder.instructor.authoring.record import solution_evidence, solution_of
from autograder.instructor.authoring.release import KEEP, build
from autograder.judging.closeness import same_value
from autograder.judging.reference import OfficialReference, official_reference, solution_key, without_training
from autograder.judging.verdict import points_text
from autograder.mistakes.assessment import verdicts_of
from autograder.reading.submission import Submission, job_of
from autograder.sandbox.engine import Engine
from autograder.schema.assignment import Assignment, Case
from autograder.schema.evidence import Observation, Raised, Returned
from autograder.schema.published import public_part, read_public


def verify(assignments: list[Assignment], engine: Engine) -> Iterator[Claim]:
    """Check every assignment; claims come as they are looked at."""
    for assignment in assignments:
        yield from _current(assignment)
        yield from _clean(assignment)
        try:
            reference = official_reference(assignment)
        except CourseError as error:
            yield Claim(f"{assignment.id}: the reference is recorded", False, str(error))
            continue
        current = reference.made_from == solution_key(assignment)
        claim = f"{assignment.id}: the reference was recorded from this solution"
        yield Claim(claim, current, "" if current else "Run `autograder record`.")
        yield _declared(assignment)
        yield _recorded(assignment, reference, engine)
        untouched = Submission(nbformat.read(assignment.course.release(assignment.id), as_version=4))
        yield _points(assignment, reference, engine, solution_of(assignment), "the solution earns full marks", 1.0)
        yield _points(assignment, reference, engine, untouched, "the untouched release earns nothing", 0.0)


def _current(assignment: Assignment) -> Iterator[Claim]:
    """Generated notebooks are what their source makes."""
    root = assignment.course.root
    with tempfile.TemporaryDirectory(prefix="autograder-verify-") as scratch:
        stale = [
            str(path.relative_to(scratch))
            for path in build(assignment, Path(scratch))
            if not _same(path, root / path.relative_to(scratch))
        ]
    claim = f"{assignment.id}: the generated notebooks are current"
    yield Claim(claim, not stale, f"Run `autograder release`: {', '.join(stale)}" if stale else "")


def _same(one: Path, other: Path) -> bool:
    return other.exists() and one.read_bytes() == other.read_bytes()


def _clean(assignment: Assignment) -> Iterator[Claim]:
    """A release holds no solution, no output, no stray file and no points that disagree with the declaration."""
    main = assignment.course.release(assignment.id)
    folder = main.parent
    files = [path for path in folder.rglob("*") if path.is_file() and ".ipynb_checkpoints" not in path.parts]
    stray = [path.name for path in files if path != main and not any(path.match(kind) for kind in KEEP)]
    yield Claim(f"{assignment.id}: no stray file in the release", main in files and not stray, ", ".join(stray))
    if main not in files:
        return
    text = main.read_text(encoding="utf-8")
    solution = nbformat.read(assignment.course.solution(assignment.id) / main.name, as_version=4)
    leaks = [line for line in _solution_lines(solution) if json.dumps(line)[1:-1] in text]
    release = nbformat.read(main, as_version=4)
    with_output = [cell.id for cell in release.cells if cell.get("outputs")]
    yield Claim(
        f"{assignment.id}: the release gives no solution away",
        not leaks and not with_output and "BEGIN SOLUTION" not in text,
        "; ".join([*leaks[:3], *with_output]),
    )
    points = released_points(release)
    wrong = differences(declared_points(assignment), points)
    total = sum(points.values())
    yield Claim(
        f"{assignment.id}: points agree and add up to 100",
        not wrong and total == 100,
        f"differ: {', '.join(wrong) or 'none'}; sum {points_text(total)}" if wrong or total != 100 else "",
    )


def _solution_lines(notebook: nbformat.NotebookNode) -> list[str]:
    """Lines inside solution regions that are long enough to be told from chance."""
    lines = []
    for cell in notebook.cells:
        inside = False
        for line in cell.source.splitlines():
            if "END SOLUTION" in line:
                inside = False
            if inside and len(line.strip()) > 25:
                lines.append(line.strip())
            if "BEGIN SOLUTION" in line:
                inside = True
    return lines


def _recorded(assignment: Assignment, reference: OfficialReference, engine: Engine) -> Claim:
    """The recorded reference is what the solution makes."""
    fresh = solution_evidence(assignment, engine, reference.value_seed)
    stale = [
        question.name
        for question in assignment.questions
        for case in question.cases
        if not _same_observation(
            case,
            without_training(fresh[question.name]).observations[case.name],
            reference.evidence[question.name].observations[case.name],
        )
    ]
    detail = f"Run `autograder record`: {', '.join(stale)} ({assignment.id}.json)" if stale else ""
    return Claim(f"{assignment.id}: the recorded reference is current", not stale, detail)


def _declared(assignment: Assignment) -> Claim:
    """The public file has the declaration as it is now: titles, points, hints."""
    path = assignment.course.public_reference(assignment.id)
    current = json.loads(json.dumps(public_part(assignment))) == read_public(path)[1]["assignment"]
    detail = "" if current else "Run `autograder record --words`, or `autograder record` if cases have changed."
    return Claim(f"{assignment.id}: students have the declaration as it is now", current, detail)


def _same_observation(case: Case, fresh: Observation, recorded: Observation) -> bool:
    """Whether two observations are equal but for what may differ between runs: wording, rounding, times."""
    if isinstance(fresh, Returned) and isinstance(recorded, Returned):
        return bool(case.within) or same_value(fresh.value, recorded.value)
    if isinstance(fresh, Raised) and isinstance(recorded, Raised):
        return fresh.type == recorded.type
    return fresh == recorded


def _points(
    assignment: Assignment,
    reference: OfficialReference,
    engine: Engine,
    submission: Submission,
    claim: str,
    share: float,
) -> Claim:
    job, _ = job_of(submission, assignment, reference.value_seed)
    verdicts = verdicts_of(assignment, reference, engine.run(job)).values()
    wrong = [
        f"{verdict.question} {points_text(verdict.points)}/{points_text(verdict.max_points)}"
        for verdict in verdicts
        if verdict.points != share * verdict.max_points
    ]
    return Claim(f"{assignment.id}: {claim}", not wrong, ", ".join(wrong))
