"""Judges what came back from a submission's job, and makes what its page shows of it.

`judging_worker` does it for a class; `instructor.authoring` for solutions, which it trusts.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

import nbformat

from autograder.grading.outputs import picture_output
from autograder.judging.display import as_html
from autograder.judging.judge import nothing
from autograder.judging.reference import OfficialReference
from autograder.judging.verdict import Verdict
from autograder.mistakes.assessment import verdicts_of
from autograder.networks.devices import backend_name, device_name
from autograder.networks.picture.drawing import picture
from autograder.schema.assignment import Assignment
from autograder.schema.job import JobResult


def verdicts(
    assignment: Assignment,
    reference: OfficialReference,
    result: JobResult,
    questions: list[str],
    unjudged: dict[str, str],
) -> Iterator[Verdict]:
    """A verdict per question, in order; of those that can't be judged, what says why."""
    for name in questions:
        question = assignment.question(name)
        if name in unjudged:
            yield nothing(question, "error", unjudged[name], review=True)
        else:
            yield verdicts_of(replace(assignment, questions=(question,)), reference, result)[name]


@lru_cache(maxsize=1)
def footer() -> str:
    """What a graded page says below its verdicts: what was compared, and what computed it."""
    return (
        "Graded by comparing outputs and parameter counts with the reference solution, with fresh weights and inputs. "
        f"Both ran on {device_name()}, with {backend_name()}."
    )


def check_outputs(verdict: Verdict) -> list[dict[str, Any]]:
    """What a check's cell shows: the verdict, a picture if there is one, and the points, which nbgrader reads."""
    shown = [nbformat.v4.new_output("display_data", {"text/html": as_html(verdict, footer())})]
    if verdict.status == "failed" and verdict.graph:
        shown.append(picture_output(picture(verdict.graph, verdict.marks)))
    points = str(round(float(verdict.points), 6))
    return [*shown, nbformat.v4.new_output("execute_result", {"text/plain": points}, execution_count=None)]
