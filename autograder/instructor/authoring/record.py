"""Runs the instructor's solutions and records the reference: official evidence and public fingerprints.

The command `autograder record` calls it. `verify` runs the solutions in the same way, to compare.
"""

import secrets
from pathlib import Path

from autograder.errors import BadEvidence, CourseError
from autograder.instructor.authoring.reference_files import write_reference
from autograder.instructor.authoring.release import notebook_of
from autograder.judging.reference import solution_key
from autograder.reading.submission import Submission, job_of
from autograder.sandbox.engine import Engine
from autograder.schema.assignment import Assignment
from autograder.schema.evidence import Evidence, Raised, Refused, decode


def solution_of(assignment: Assignment) -> Submission:
    """An assignment's solution as if it were handed in: what its source makes, and the files in `handed_in` beside it.

    Raises:
        CourseError: It is not there.
    """
    folder = assignment.course.solution(assignment.id) / "handed_in"
    missing = [file.name for file in assignment.files if not (folder / file.name).exists()]
    if missing:
        raise CourseError(f"There is no {folder / missing[0]}.", hint="The solution's own files are handed in with it.")
    contents = {file.name: (folder / file.name).read_bytes() for file in assignment.files}
    return Submission(notebook_of(assignment), files=contents)


def solution_evidence(assignment: Assignment, engine: Engine, value_seed: int) -> dict[str, Evidence]:
    """Run an assignment's solution notebook and collect its evidence, by question.

    Raises:
        CourseError: The notebook did not run to its end, or an answer of it can't be recorded.
    """
    job, _ = job_of(solution_of(assignment), assignment, value_seed)
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
    """Run the solution of one assignment and record the reference that comes of it, with arrays never drawn before.

    Returns:
        The two files written.
    """
    value_seed = secrets.randbits(64)
    evidence = solution_evidence(assignment, engine, value_seed)
    return write_reference(assignment, evidence, solution_key(assignment), value_seed)
