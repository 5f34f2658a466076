"""nbgrader's own pipeline with our steps in it: `nbgrader_config.py` names the classes of this module.

`nbgrader autograde`, formgrader's button and `autograder grade` all come through here: `SubmissionExporter` reads what
students handed in, `Grade` stands in the place of nbgrader's `Execute`, `MarkForReview` after it saved the grades.
"""

import atexit
import base64
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool, Enum

from autograder.assignment import Assignment, declared_assignment
from autograder.engine import Engine
from autograder.errors import CourseError
from autograder.grading import Graded, conclude, prepare, unreadable, write_outputs
from autograder.ingest import CHECK, Submission, ingest
from autograder.paths import course_root
from autograder.reference import OfficialReference, official_reference
from autograder.sandbox import Sandbox

NOTE = "autograder"  # key of the notebook's metadata that carries notes from reading to grading

# Grades that `autograder grade` has ready, by student and assignment, so that conversion has nothing left to run.
ready: dict[tuple[str, str], Graded] = {}


class SubmissionExporter(NotebookExporter):
    """Reads a submission through `ingest`; everything else as nbconvert does."""

    def from_filename(self, filename: str, resources: Any = None, **kwargs: Any) -> tuple[Any, Any]:
        if not getattr(self.parent, "_sanitizing", False):
            return super().from_filename(filename, resources, **kwargs)
        assignment, release = released(resources["nbgrader"]["assignment"])
        submission = ingest(Path(filename), assignment, release)
        submission.notebook.metadata[NOTE] = {
            "notes": submission.notes,
            "review": submission.review,
            "readable": submission.readable,
            "files": {name: base64.b64encode(content).decode() for name, content in submission.files.items()},
        }
        return self.from_notebook_node(submission.notebook, resources=resources, **kwargs)


class Grade(NbGraderPreprocessor):
    """Runs a submission, has the judge decide, and writes the verdicts as outputs of the check cells."""

    sandbox = Enum(get_args(Sandbox), "bubblewrap", help="Where student code runs.").tag(config=True)
    gpu = Bool(False, help="Whether student code may compute on the GPU.").tag(config=True)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        student, name = resources["nbgrader"]["student"], resources["nbgrader"]["assignment"]
        graded = ready.pop((student, name), None)
        if graded is None:
            note = nb.metadata[NOTE]
            files = {name: base64.b64decode(text) for name, text in note["files"].items()}
            submission = Submission(nb, note["notes"], note["review"], note["readable"], files)
            assignment, _ = released(name)
            graded = grade_one(submission, assignment, shared_engine(self.sandbox, self.gpu))
        graded.submission.notebook = nb
        nb.metadata.pop(NOTE, None)
        resources["autograder"] = graded
        return write_outputs(graded), resources


class MarkForReview(NbGraderPreprocessor):
    """Marks the grades that a person should look at, after nbgrader saved them."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        graded: Graded | None = resources.get("autograder")
        if graded is None or not graded.review:
            return nb, resources
        place = resources["nbgrader"]
        with Gradebook(place["db_url"]) as gradebook:
            for name, verdict in graded.verdicts.items():
                if graded.submission.review or verdict.review:
                    grade = gradebook.find_grade(CHECK + name, place["notebook"], place["assignment"], place["student"])
                    grade.needs_manual_grade = True
            gradebook.db.commit()
        return nb, resources


def grade_one(submission: Submission, assignment: Assignment, engine: Engine) -> Graded:
    """Run and judge one submission."""
    if not submission.readable:
        return unreadable(submission, assignment)
    job, indices = prepare(submission, assignment)
    return conclude(submission, assignment, reference_for_run(assignment.id), indices, engine.run(job))


@lru_cache(maxsize=2)
def shared_engine(sandbox: Sandbox, gpu: bool = False) -> Engine:
    """The engine of this process, started when it is first needed and kept for the next submission."""
    engine = Engine(sandbox, gpu)
    atexit.register(engine.close)
    return engine


@lru_cache(maxsize=16)
def reference_for_run(assignment: str) -> OfficialReference:
    """The official reference with one fresh seed for this process, so that equal answers are run once."""
    return official_reference(declared_assignment(assignment))


def released(assignment: str) -> tuple[Assignment, nbformat.NotebookNode]:
    """An assignment and the notebook that students were given.

    Raises:
        CourseError: The assignment is not released yet.
    """
    path = course_root() / "assignments" / assignment / f"{assignment}.ipynb"
    if not path.exists():
        raise CourseError(f"{assignment} is not released yet.", hint=f"Run `autograder release {assignment}`.")
    return declared_assignment(assignment), _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=16)
def _read(path: Path, changed: int) -> nbformat.NotebookNode:
    del changed  # part of the key
    return nbformat.read(path, as_version=4)
