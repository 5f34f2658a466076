"""Grades one submission: has it read and made a job, has judged what came back, writes the verdicts as cell outputs.

`prepared` comes before the job and `concluded` after it: `grade_class` has many jobs run side by side,
`nbgrader_plugin` one. Both ask the process that judges; what it can't do within its limits earns nothing and is marked
for review.
"""

import copy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat

from autograder.errors import CourseError
from autograder.grading.judging_process import SECONDS, NotJudged
from autograder.grading.outputs import note_told
from autograder.grading.page_filters import as_written, keep
from autograder.grading.session import judging, released
from autograder.judging.verdict import Verdict, from_plain
from autograder.reading.submission import Submission
from autograder.schema.assignment import Assignment
from autograder.schema.cells import grade_id, nbgrader_settings
from autograder.schema.job import CHECK, Job, JobResult

AFTER_ONE_S = 10.0  # of computing that the other answers may take, where one has taken all
NOTHING = [{"output_type": "execute_result", "data": {"text/plain": "0.0"}, "metadata": {}, "execution_count": None}]


@dataclass(slots=True)
class Graded:
    """A graded submission.

    Attributes:
        submission: What was graded.
        verdicts: By question, in the order of the assignment.
        checks: By question, what its check's cell shows: the verdict as a page has it, and the points.
        outputs: By index of the notebook's cell, its outputs.
        seconds: What running it took, wall clock.
    """

    submission: Submission
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    checks: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    outputs: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def points(self) -> float:
        """Points earned on all questions."""
        return sum(verdict.points for verdict in self.verdicts.values())

    @property
    def review(self) -> bool:
        """Whether a person should look at it."""
        return self.submission.review or any(verdict.review for verdict in self.verdicts.values())


@dataclass(frozen=True, slots=True)
class Prepared:
    """A submission that is read, the job that runs it, and the notebook's index of each of the job's cells.

    There is no job if nothing could be read.
    """

    submission: Submission
    job: Job | None = None
    indices: tuple[int, ...] = ()


def prepared(assignment: Assignment, folder: Path) -> Prepared:
    """Read what was handed in in a folder. Never raises for what a student hands in."""
    root = str(assignment.course.root)
    try:
        found = judging().first("read_submission", root=root, name=assignment.id, folder=str(folder))
    except NotJudged as fault:
        note = f"What was handed in could not be read: {fault}."
        return Prepared(Submission(copy.deepcopy(released(assignment)), [note], review=True, readable=False))
    notebook = nbformat.from_dict(found["notebook"])
    submission = Submission(notebook, found["notes"], found["review"], found["readable"])
    job = Job.decode(found["job"].encode()) if found["job"] else None
    return Prepared(submission, job, tuple(found["indices"]))


def concluded(assignment: Assignment, work: Prepared, result: JobResult | None, pages: bool = True) -> Graded:
    """Have judged what came back from a submission's job. Never raises for what that is.

    An answer that is too much for the process that judges earns nothing; the others are judged all the same.

    Args:
        assignment: Which.
        work: The submission.
        result: What came back; None if there was no job.
        pages: Whether a page will show the notebook.

    Raises:
        CourseError: The process that judges can't be kept running.
    """
    graded = Graded(work.submission, seconds=result.seconds if result else 0.0)
    left = [question.name for question in assignment.questions]
    unjudged = dict.fromkeys(left, " ".join(work.submission.notes)) if result is None else {}
    shown = [[it.cell_type, it.source] for it in work.submission.notebook.cells] if pages else []
    about = {"root": str(assignment.course.root), "name": assignment.id, "unjudged": unjudged, "cells": shown}
    payload = result.encode() if result else b""
    seconds, again = SECONDS, True
    while True:
        try:
            for found in judging().ask("judge", payload, seconds, questions=list(left), **about):
                if "verdict" in found:
                    name = left.pop(0)
                    graded.verdicts[name] = from_plain(found["verdict"])
                    graded.checks[name] = found["check"]
                elif "outputs" in found:
                    places = {at: index for at, index in enumerate(work.indices) if index >= 0}
                    graded.outputs = {places[at]: it for at, it in found["outputs"] if at in places}
                else:
                    keep(found["pages"])
            return graded
        except NotJudged as fault:
            if fault.again and again:
                again = False
            elif waiting := [name for name in left if name not in unjudged]:
                unjudged[waiting[0]] = f"This answer could not be judged: {fault}."
                seconds = AFTER_ONE_S
            elif left and payload:
                payload = b""  # all are marked: nothing of it is needed any more
            elif left:
                what = f"Nothing can be judged on this machine: {fault}."
                raise CourseError(what, hint="Run `autograder doctor`.") from None
            else:  # its outputs or its text: the page shows none, or text as it was written
                graded.submission.notes.append(f"It can't be shown in full: {fault}.")
                keep(as_written(kind, source) for kind, source in shown)
                return graded


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
            name = grade_id(cell).removeprefix(CHECK)
            cell.outputs = [nbformat.from_dict(it) for it in graded.checks.get(name, NOTHING)]
            verdict = graded.verdicts.get(name)
            if verdict and verdict.diagnosis:
                note_told(cell, verdict.diagnosis.mistakes, verdict.diagnosis.sentence)
        else:
            cell.outputs = [nbformat.from_dict(it) for it in graded.outputs.get(index, [])]
    if graded.submission.notes:
        lines = "\n".join(f"- {note}" for note in graded.submission.notes)
        about = nbformat.v4.new_markdown_cell(f"**About this submission**\n\n{lines}", id="about-submission")
        notebook.cells.insert(0, about)
    return notebook
