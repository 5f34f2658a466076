"""Reads a saved notebook or Python file: what of it runs, and what each question's answer depends on.

`watch.watch` reads each save so, `autograder submit` what is handed in. Both see what the grader will.
"""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.errors import BadSubmission
from autograder.reading.code import Reader, text_of
from autograder.reading.decoding import source_of
from autograder.reading.submission import extra_files, job_of, read
from autograder.reading.untrusted import read_untrusted
from autograder.schema.assignment import Assignment
from autograder.schema.job import CHECK, Cell, Job
from autograder.schema.published import released_notebook


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Saved work, as it can be run.

    Attributes:
        job: What runs it: all of it, with a cell that asks for each question.
        answers: By question, the text of the code that answers it; "" if there is none.
        digests: By question, a digest of all code that runs before it is checked, and of the files beside it. While
            it stays the same, so does the verdict.
    """

    job: Job
    answers: dict[str, str]
    digests: dict[str, str]

    def asking(self, questions: set[str]) -> Job:
        """The job, with the checks of these questions alone."""
        cells = tuple(cell for cell in self.job.cells if not cell.question or cell.question in questions)
        return replace(self.job, cells=cells, questions=tuple(it for it in self.job.questions if it.name in questions))


def snapshot_of(path: Path, assignment: Assignment) -> Snapshot:
    """Read saved work.

    Raises:
        BadSubmission: The file is not there or is no notebook, as while it is being written.
    """
    if not path.exists():
        raise BadSubmission(f"{path.name} is not there.")
    if path.suffix == ".py":
        source, _ = source_of(read_untrusted(path, assignment.limits.submission_kib * 1024))
        cells = [Cell("", source), *(Cell(CHECK + it.name, "", it.name) for it in assignment.questions)]
        job = Job(
            tuple(cells), assignment.questions, assignment.limits, script=True, files=extra_files(path, assignment)
        )
    else:
        submission = read(path, assignment, released_notebook(assignment.id, path.parent))
        if not submission.readable:
            raise BadSubmission(" ".join(submission.notes))
        job, _ = job_of(submission, assignment)
    digest = hashlib.sha256(_stamps(path.parent, assignment))
    digests: dict[str, str] = {}
    answers = dict.fromkeys((question.name for question in assignment.questions), "")
    reader = Reader(answers)
    for cell in job.cells:
        if cell.question:
            digests[cell.question] = digest.hexdigest()
            continue
        digest.update(f"\0{cell.name}\0{cell.source}".encode(errors="replace"))
        names = reader.names_of(cell.source)
        for name in (names.written | names.placeholders | {cell.name}) & set(answers):
            answers[name] += text_of(cell.source, name)
    return Snapshot(replace(job, folder=str(path.parent.resolve())), answers, digests)


def _stamps(folder: Path, assignment: Assignment) -> bytes:
    """When the files that may be handed in beside the notebook were changed."""
    paths = (folder / file.name for file in assignment.files)
    return repr([path.stat().st_mtime_ns if path.exists() else None for path in paths]).encode()
