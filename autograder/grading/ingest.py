"""Reads a submission's untrusted bytes into a clean notebook, before anything of it is run.

The clean notebook is the instructor's released one. From the student come only the texts of solution cells, by
`grade_id`, and of cells the student added or code cells outside of locks that the student changed; every other byte
(metadata, tags, outputs, locked cells) is the instructor's. What had to be mended is noted, for the student and for
review.
"""

import ast
import copy
import json
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat

from autograder.errors import BadSubmission
from autograder.schema.assignment import Assignment
from autograder.schema.cells import grade_id, nbgrader_settings
from autograder.schema.job import CHECK, EXPERIMENT, Cell, Job
from autograder.text import clean, storable

MAX_CELLS = 500


@dataclass(slots=True)
class Submission:
    """A submission ready to run.

    Attributes:
        notebook: The instructor's notebook with the student's answers in it.
        notes: Sentences about what was mended or could not be read.
        review: Whether a person should look at it.
        readable: False if nothing of the student's could be read; the notebook is then unanswered.
        files: What was handed in beside the notebook, of the files that the assignment names.
    """

    notebook: nbformat.NotebookNode
    notes: list[str] = field(default_factory=list)
    review: bool = False
    readable: bool = True
    files: dict[str, bytes] = field(default_factory=dict)


def ingest(path: Path, assignment: Assignment, release: nbformat.NotebookNode) -> Submission:
    """Read a submitted notebook into a fresh copy of the released one. Never raises for what a student hands in.

    Args:
        path: Where the notebook was handed in; it need not exist.
        assignment: The assignment it should answer.
        release: The notebook that students were given.
    """
    fresh = copy.deepcopy(release)
    try:
        submission = _merge(read_cells(path, assignment), assignment, fresh)
    except BadSubmission as fault:
        return Submission(fresh, [str(fault)], review=True, readable=False)
    if path.lstat().st_nlink > 1:
        submission.notes.append(f"{path.name} is also a file of another name (a hard link).")
        submission.review = True
    submission.files, faults = files_beside(path, assignment)
    submission.notes.extend(faults)
    return submission


def files_beside(path: Path, assignment: Assignment) -> tuple[dict[str, bytes], list[str]]:
    """The files beside a notebook that its assignment names, and a sentence for each that can't be read."""
    found, faults = {}, []
    for file in assignment.files:
        if not os.path.lexists(path.with_name(file.name)):
            continue  # an answer that needs it says so
        try:
            found[file.name] = read_untrusted(path.with_name(file.name), file.max_kib * 1024)
        except BadSubmission as fault:
            faults.append(str(fault))
    return found, faults


def job_of(submission: Submission, assignment: Assignment, seed: int) -> tuple[Job, list[int]]:
    """The job that runs a submission, and for each of its cells the index of the notebook's cell."""
    cells, indices = [], []
    names = {question.name for question in assignment.questions}
    for index, cell in enumerate(submission.notebook.cells):
        if cell.cell_type != "code" or EXPERIMENT in cell.metadata.get("tags", ()):
            continue
        name = grade_id(cell)
        asked = name.removeprefix(CHECK)
        cells.append(Cell(name, cell.source, asked if name.startswith(CHECK) and asked in names else ""))
        indices.append(index)
    return Job(tuple(cells), assignment.questions, assignment.limits, seed, files=submission.files), indices


def read_untrusted(path: Path, limit: int) -> bytes:
    """The content of a file that a student handed in: a real file in a real folder, of no more than `limit` bytes.

    Raises:
        BadSubmission: It is something else, or not there; the message says what.
    """
    if path.parent.is_symlink():
        raise BadSubmission(f"The folder of {path.name} is a link.")
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        raise BadSubmission(f"There is no {path.name} in the submission.") from None
    except OSError:
        raise BadSubmission(f"{path.name} is a link or can't be opened.") from None
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        kind = "a folder" if stat.S_ISDIR(status.st_mode) else "a device"
        raise BadSubmission(f"{path.name} is {kind}, not a file.")
    with open(descriptor, "rb") as file:
        content = file.read(limit + 1) if status.st_size <= limit else b""
    if status.st_size > limit or len(content) > limit:
        raise BadSubmission(
            f"{path.name} has {_mib(status.st_size)}; up to {_mib(limit)} are read. "
            "Clear a notebook's outputs (Kernel, Restart and clear outputs) and hand it in again."
        )
    return content


def _mib(size: int) -> str:
    return f"{size / 2**20:.3g} MiB"


def read_cells(path: Path, assignment: Assignment) -> list[tuple[str, str, str, str]]:
    """(type, source, grade_id, cell id) of each cell of an untrusted notebook.

    Raises:
        BadSubmission: It is no notebook, or larger than the assignment's limits allow.
    """
    content = read_untrusted(path, assignment.limits.submission_kib * 1024)
    try:
        raw = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError):
        raise BadSubmission(f"{path.name} is not a complete notebook: it may have been cut off while saving.") from None
    cells = raw.get("cells") if isinstance(raw, dict) else None
    if not isinstance(cells, list):
        raise BadSubmission("The file is JSON but not a Jupyter notebook: it has no cells.")
    if len(cells) > MAX_CELLS:
        raise BadSubmission(f"The notebook has {len(cells):,} cells; up to {MAX_CELLS:,} are graded.")
    found = []
    for cell in cells:
        if not isinstance(cell, dict):
            raise BadSubmission("The notebook is malformed: a cell is not an object.")
        source = cell.get("source", "")
        if isinstance(source, list) and all(isinstance(line, str) for line in source):
            source = "".join(source)
        metadata = cell.get("metadata")
        nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
        name = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
        kind, identity = cell.get("cell_type"), cell.get("id")
        if not isinstance(source, str) or not isinstance(kind, str):
            raise BadSubmission("The notebook is malformed: a cell has no text.")
        labels = (label if isinstance(label, str) else "" for label in (name, identity))
        found.append((kind, storable(source), *labels))
    return found


def _merge(cells: list[tuple[str, str, str, str]], assignment: Assignment, fresh: Any) -> Submission:
    notes: list[str] = []
    review = False
    solutions = {grade_id(cell): cell for cell in fresh.cells if nbgrader_settings(cell).get("solution")}
    locked = {grade_id(cell) for cell in fresh.cells if grade_id(cell) and grade_id(cell) not in solutions}
    known = {cell.id: cell for cell in fresh.cells}
    texts = {cell.source: cell.id for cell in fresh.cells}
    if not any(name in solutions or name in locked for _, _, name, _ in cells):
        other = sorted({name for _, _, name, _ in cells if name})
        found = f" Its answers are {clean(', '.join(other[:4]))[:100]}." if other else ""
        raise BadSubmission(f"This is not the notebook of {assignment.id}: none of its answer cells are there.{found}")
    added: dict[str, list[tuple[str, str]]] = {}
    answered: dict[str, str] = {}
    anchor = ""
    for kind, source, name, identity in cells:
        if name in solutions:
            if name in answered:
                notes.append(f"There are two cells called {name}; the last one counts.")
                review = True
            answered[name], anchor = source, solutions[name].id
        elif name in locked:
            anchor = next(cell.id for cell in fresh.cells if grade_id(cell) == name)
        elif source in texts:
            anchor = texts[source]
        elif identity in known and not grade_id(known[identity]):
            anchor = identity
            if kind == "code" and known[identity].cell_type == "code":
                added.setdefault(anchor, []).append((kind, source))
        elif kind in ("code", "markdown") and source.strip():
            added.setdefault(anchor, []).append((kind, source))
    for name in solutions:
        if name in answered:
            continue
        elsewhere = [source for group in added.values() for kind, source in group if kind == "code"]
        source = next((text for text in reversed(elsewhere) if name in defined_names(text)), None)
        review = True
        if source is None:
            notes.append(f"The answer cell {name} is missing, so it counts as not answered.")
        else:
            answered[name] = source
            notes.append(f"The answer cell {name} is missing; the function was found in another cell.")
    for name, source in answered.items():
        solutions[name].source = source
    fresh.cells = _insert(fresh.cells, added)
    return Submission(fresh, notes, review)


def _insert(cells: list[Any], added: dict[str, list[tuple[str, str]]]) -> list[Any]:
    merged, number = [], 0
    for anchor, cell in [("", None), *((cell.id, cell) for cell in cells)]:
        if cell is not None:
            merged.append(cell)
        for kind, source in added.get(anchor, ()):
            number += 1
            new = nbformat.v4.new_code_cell if kind == "code" else nbformat.v4.new_markdown_cell
            merged.append(new(source, id=f"added-{number}"))
    return merged


def defined_names(source: str) -> set[str]:
    """Names that a piece of code defines at its top level."""
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()
    names = {node.name for node in body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    targets = [target for node in body if isinstance(node, ast.Assign) for target in node.targets]
    return names | {target.id for target in targets if isinstance(target, ast.Name)}
