"""A submission in, a graded submission out: run it, judge what came back, write the verdicts as cell outputs."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import nbformat

from autograder.assignment import Assignment, Question
from autograder.devices import backend_name, device_name
from autograder.display import as_html
from autograder.drawing import picture
from autograder.errors import BadEvidence
from autograder.evidence import Raised, decode
from autograder.ingest import CHECK, Submission, job_of
from autograder.jobs import Job, JobResult
from autograder.judge import Verdict, judge, nothing
from autograder.misuse import misuse
from autograder.outputs import note_told, picture_output, safe_outputs
from autograder.reference import VALUE_SEED, OfficialReference, PublicReference

ENDINGS = {
    "timeout": "The notebook ran out of time before this answer was reached.",
    "crashed": "The notebook's process ended before this answer was reached (exit called? out of memory?).",
    "flooded": "The notebook sent more than is accepted.",
    "memory": "The notebook used more memory than it may before this answer was reached.",
}
MAX_KNOWN = 512
_known: dict[tuple[str, str, bytes], Verdict] = {}


@dataclass(slots=True)
class Graded:
    """A graded submission.

    Attributes:
        submission: What was graded.
        verdicts: By question, in the order of the assignment.
        outputs: By index of the notebook's cell, its outputs.
        seconds: What running it took, wall clock.
    """

    submission: Submission
    verdicts: dict[str, Verdict]
    outputs: dict[int, list[dict[str, Any]]]
    seconds: float

    @property
    def points(self) -> float:
        """Points earned on all questions."""
        return sum(verdict.points for verdict in self.verdicts.values())

    @property
    def review(self) -> bool:
        """Whether a person should look at it."""
        return self.submission.review or any(verdict.review for verdict in self.verdicts.values())


def prepare(submission: Submission, assignment: Assignment) -> tuple[Job, list[int]]:
    """The job that runs a submission on the official cases, and the notebook's index of each of its cells."""
    return job_of(submission, assignment, VALUE_SEED)


def conclude(
    submission: Submission,
    assignment: Assignment,
    reference: OfficialReference,
    indices: list[int],
    result: JobResult,
) -> Graded:
    """Judge what came back from a submission's job."""
    verdicts = verdicts_of(assignment, reference, result)
    shown = safe_outputs(result.outputs, assignment.limits.output_kib * 1024)
    outputs = {indices[at]: shown[at] for at in shown if 0 <= at < len(indices)}
    return Graded(submission, verdicts, outputs, result.seconds)


def unreadable(submission: Submission, assignment: Assignment) -> Graded:
    """The grade of a submission of which nothing could be read."""
    message = " ".join(submission.notes)
    verdicts = {question.name: nothing(question, "error", message, review=True) for question in assignment.questions}
    return Graded(submission, verdicts, {}, 0.0)


def verdicts_of(
    assignment: Assignment, reference: OfficialReference | PublicReference, result: JobResult
) -> dict[str, Verdict]:
    """One verdict per question, whatever came back."""
    verdicts = {}
    for question in assignment.questions:
        name = question.name
        if name in result.evidence:
            verdicts[name] = _judged(question, result.evidence[name], assignment.limits.evidence_kib * 1024, reference)
        elif name in result.missing:
            missing = result.missing[name]
            found = misuse(Raised("", missing.why)) if missing.status == "error" else None
            verdicts[name] = nothing(question, missing.status, missing.why, diagnosis=found)
        else:
            status = "timeout" if result.ending == "timeout" else "error"
            message = ENDINGS.get(result.ending, "No evidence came back.")
            verdicts[name] = nothing(question, status, message, review=result.ending != "timeout")
    return verdicts


def _judged(question: Question, data: bytes, max_bytes: int, reference: OfficialReference | PublicReference) -> Verdict:
    """The verdict on evidence. The same evidence, as many right answers send it, is judged once."""
    key = reference.seed, repr(question), hashlib.sha256(data).digest()
    if key not in _known:
        if len(_known) >= MAX_KNOWN:
            _known.clear()
        try:
            _known[key] = judge(question, decode(data, max_bytes), reference)
        except BadEvidence as fault:
            _known[key] = nothing(question, "error", str(fault), review=True)
        except Exception as error:  # forged in a way that nobody thought of
            words = f"This answer could not be read ({type(error).__name__})."
            _known[key] = nothing(question, "error", words, review=True)
    return _known[key]


@lru_cache(maxsize=1)
def footer() -> str:
    """What a graded page says below its verdicts: what was compared, and what computed it."""
    return (
        "Graded by comparing outputs and parameter counts with the reference solution, with fresh weights and inputs. "
        f"Both ran on {device_name()}, with {backend_name()}."
    )


def write_outputs(graded: Graded) -> nbformat.NotebookNode:
    """The notebook with its outputs, each check cell's replaced by the verdict and an explicit number of points.

    nbgrader reads the number as the grade. It is always written: a check cell without output would earn full marks.
    A mistake that was recognised is noted in the cell's metadata, for the report.
    """
    notebook = graded.submission.notebook
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type != "code":
            continue
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "").removeprefix(CHECK)
        is_grade = cell.metadata.get("nbgrader", {}).get("grade", False)
        if is_grade:
            verdict = graded.verdicts.get(name)
            cell.outputs = _verdict_outputs(verdict, cell.metadata["nbgrader"])
            if verdict and verdict.diagnosis:
                note_told(cell, verdict.diagnosis.mistakes, verdict.diagnosis.sentence)
        else:
            cell.outputs = graded.outputs.get(index, [])
    if graded.submission.notes:
        lines = "\n".join(f"- {note}" for note in graded.submission.notes)
        about = nbformat.v4.new_markdown_cell(f"**About this submission**\n\n{lines}", id="about-submission")
        notebook.cells.insert(0, about)
    return notebook


def _verdict_outputs(verdict: Verdict | None, metadata: Mapping[str, Any]) -> list[nbformat.NotebookNode]:
    if verdict is None:
        return [nbformat.v4.new_output("execute_result", {"text/plain": "0.0"}, execution_count=None)]
    share = verdict.points / verdict.max_points if verdict.max_points else 0.0
    points = round(share * float(metadata["points"]), 6)
    shown = [nbformat.v4.new_output("display_data", {"text/html": as_html(verdict, footer())})]
    if verdict.status == "failed" and verdict.graph:
        shown.append(picture_output(picture(verdict.graph, verdict.marks)))
    return [*shown, nbformat.v4.new_output("execute_result", {"text/plain": str(points)}, execution_count=None)]
