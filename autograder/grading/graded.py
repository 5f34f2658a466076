"""Grades one submission: makes the job that runs it, judges what came back, writes the verdicts as cell outputs.

`prepare` comes before the job and `conclude` after it: `grade_class` has many jobs run side by side, `session` one.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import nbformat

from autograder.grading.outputs import note_told, picture_output, safe_outputs
from autograder.judging.display import as_html
from autograder.judging.judge import nothing
from autograder.judging.reference import OfficialReference
from autograder.judging.verdict import Verdict
from autograder.mistakes.assessment import verdicts_of
from autograder.networks.devices import backend_name, device_name
from autograder.networks.picture.drawing import picture
from autograder.reading.submission import Submission, job_of
from autograder.schema.assignment import Assignment
from autograder.schema.cells import grade_id, nbgrader_settings
from autograder.schema.job import CHECK, Job, JobResult


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


def prepare(submission: Submission, assignment: Assignment, value_seed: int) -> tuple[Job, list[int]]:
    """The job that runs a submission on the official cases, and the notebook's index of each of its cells.

    `value_seed` is that of the reference that it will be judged by.
    """
    return job_of(submission, assignment, value_seed)


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
    outputs = {indices[at]: shown[at] for at in shown if 0 <= at < len(indices) and indices[at] >= 0}
    return Graded(submission, verdicts, outputs, result.seconds)


def unreadable(submission: Submission, assignment: Assignment) -> Graded:
    """The grade of a submission of which nothing could be read."""
    message = " ".join(submission.notes)
    verdicts = {question.name: nothing(question, "error", message, review=True) for question in assignment.questions}
    return Graded(submission, verdicts, {}, 0.0)


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
        if nbgrader_settings(cell).get("grade"):
            verdict = graded.verdicts.get(grade_id(cell).removeprefix(CHECK))
            cell.outputs = _verdict_outputs(verdict)
            if verdict and verdict.diagnosis:
                note_told(cell, verdict.diagnosis.mistakes, verdict.diagnosis.sentence)
        else:
            cell.outputs = graded.outputs.get(index, [])
    if graded.submission.notes:
        lines = "\n".join(f"- {note}" for note in graded.submission.notes)
        about = nbformat.v4.new_markdown_cell(f"**About this submission**\n\n{lines}", id="about-submission")
        notebook.cells.insert(0, about)
    return notebook


def _verdict_outputs(verdict: Verdict | None) -> list[nbformat.NotebookNode]:
    if verdict is None:
        return [nbformat.v4.new_output("execute_result", {"text/plain": "0.0"}, execution_count=None)]
    shown = [nbformat.v4.new_output("display_data", {"text/html": as_html(verdict, footer())})]
    if verdict.status == "failed" and verdict.graph:
        shown.append(picture_output(picture(verdict.graph, verdict.marks)))
    points = str(round(float(verdict.points), 6))
    return [*shown, nbformat.v4.new_output("execute_result", {"text/plain": points}, execution_count=None)]
