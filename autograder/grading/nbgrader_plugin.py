"""nbgrader's own pipeline with our steps in it: `nbgrader_config.py` names the classes of this module.

`nbgrader autograde`, formgrader's button and `autograder grade` all come through here: `SubmissionExporter` reads what
students handed in, `Grade` stands in the place of nbgrader's `Execute`, `MarkForReview` after it saved the grades.
"""

from pathlib import Path
from typing import Any, get_args

from nbconvert.exporters import NotebookExporter
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool, Enum

from autograder.grading.by_hand import NOTE, UNREAD, ask_for_looks
from autograder.grading.graded import Graded, Prepared, concluded, prepared, write_outputs
from autograder.grading.nbgrader_setup import course_of
from autograder.grading.session import shared_engine
from autograder.grading.submitted import submitted_folder
from autograder.reading.untrusted import digest_of
from autograder.sandbox.bubblewrap import Sandbox
from autograder.schema.job import CHECK


class SubmissionExporter(NotebookExporter):
    """Reads a submission through `reading.submission`; everything else as nbconvert does."""

    def from_filename(self, filename: str, resources: Any = None, **kwargs: Any) -> tuple[Any, Any]:
        if not getattr(self.parent, "_sanitizing", False):
            return super().from_filename(filename, resources, **kwargs)
        path = Path(filename)
        folder = submitted_folder(path.parents[2], path.parents[1].name, path.parent.name)
        graded: Graded | None = getattr(self.parent, "graded", None)  # see CourseAutograde
        if graded is None:
            assignment = course_of(self.parent).assignment(resources["nbgrader"]["assignment"])
            self.parent.prepared = prepared(assignment, folder)
        submission = graded.submission if graded else self.parent.prepared.submission
        if not submission.readable:
            submission.notebook.metadata[UNREAD] = digest_of(folder)
        submission.notebook.metadata[NOTE] = True
        return self.from_notebook_node(submission.notebook, resources=resources, **kwargs)


class Grade(NbGraderPreprocessor):
    """Runs a submission, has the judge decide, and writes the verdicts as outputs of the check cells."""

    sandbox = Enum(get_args(Sandbox), "bubblewrap", help="Where student code runs.").tag(config=True)
    gpu = Bool(False, help="Whether student code may compute on the GPU.").tag(config=True)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        converter = self.parent.parent
        graded: Graded | None = getattr(converter, "graded", None)
        if graded is None:
            assignment = course_of(converter).assignment(resources["nbgrader"]["assignment"])
            work: Prepared = converter.prepared
            result = shared_engine(self.sandbox, self.gpu).run(work.job) if work.job else None
            graded = concluded(assignment, work, result, pages=False)
        graded.submission.notebook = nb
        nb.metadata.pop(NOTE, None)
        resources["autograder"] = graded
        return write_outputs(graded), resources


class MarkForReview(NbGraderPreprocessor):
    """Marks the grades that a person should look at, and only those, after nbgrader saved the grades."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        graded: Graded = resources["autograder"]
        every = graded.submission.review
        odd = {CHECK + name for name, verdict in graded.verdicts.items() if every or verdict.review}
        place = resources["nbgrader"]
        ask_for_looks(place["db_url"], place["assignment"], place["student"], nb, odd)
        return nb, resources
