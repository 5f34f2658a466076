"""Reads what somebody handed in: which code stands for which question, and what was odd about it.

`read` never raises for what a student hands in: of what can't be read it says why. `job_of` makes of it the job that
runs it. Both are the same for everybody who grades, checks or hands in, so that what one says the others keep.
"""

import contextlib
import copy
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

from autograder.errors import BadSubmission
from autograder.reading.code import Reader, names_of, words_of
from autograder.reading.decoding import HandedCell, cells_of
from autograder.reading.finding import MOST_BYTES, Found, HandedIn, handed_in, on_disk
from autograder.reading.placing import likely_questions, place
from autograder.reading.suspect import suspicions
from autograder.schema.assignment import Assignment
from autograder.schema.cells import grade_id
from autograder.schema.job import CHECK, EXPERIMENT, Cell, Job
from autograder.text import clean

MOST_NOTES = 20  # of one kind


@dataclass(slots=True)
class Submission:
    """A submission ready to run.

    Attributes:
        notebook: The instructor's notebook with the student's answers in it, as nbformat has it.
        notes: Sentences about what was mended or could not be read.
        review: Whether a person should look at it.
        readable: False if nothing of the student's could be read; the notebook is then unanswered.
        files: What was handed in beside the notebook, of the files that the assignment names.
        places: By question and written answer, where its answer was found, in words.
    """

    notebook: Any
    notes: list[str] = field(default_factory=list)
    review: bool = False
    readable: bool = True
    files: dict[str, bytes] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)


def read(path: Path, assignment: Assignment, release: Any) -> Submission:
    """Read a submission into a fresh copy of the released notebook. Never raises for what a student hands in.

    Args:
        path: A notebook or Python file; or a folder, nested and zipped as it may be, that holds one.
        assignment: The assignment it should answer.
        release: The notebook that students were given.
    """
    fresh = copy.deepcopy(release)
    notes: list[str] = []
    reader = Reader(question.name for question in assignment.questions)
    try:
        if path.is_dir() or path.is_symlink():
            everything = handed_in(path)
            file, cells = _choose(everything, assignment, reader, notes)
        else:
            beside = [path.with_name(it.name) for it in assignment.files] + sorted(path.parent.glob("*.py"))[:100]
            everything = HandedIn([on_disk(path), *map(on_disk, beside)])
            file = everything.files[0]
            cells, odd = read_file(file, assignment)
            notes += odd
        placed = place(cells, assignment, fresh, reader)
    except BadSubmission as fault:
        return Submission(fresh, [*notes, str(fault)], review=True, readable=False)
    except Exception as error:  # made in a way that nobody thought of: the class goes on
        notes.append(f"What was handed in can't be read ({type(error).__name__}).")
        return Submission(copy.deepcopy(release), notes, review=True, readable=False)
    if file.linked:
        notes.append(f"{clean(file.name)} is also a file of another name (a hard link).")
    notes += suspicions(cell.source for cell in cells if cell.kind == "code")
    review = placed.review or bool(notes)
    submission = Submission(placed.notebook, notes + placed.notes, review, places=placed.places)
    submission.files = _extra_files(everything, file, assignment, submission.notes)
    submission.notes += _own_modules(cells, everything, assignment, release, reader)
    return submission


def read_file(file: Found, assignment: Assignment) -> tuple[list[HandedCell], list[str]]:
    """The cells of a file that was handed in, and sentences on what was odd.

    Raises:
        BadSubmission: It is not there, or no notebook.
    """
    return cells_of(file.read(MOST_BYTES), file.name, assignment.limits.submission_kib * 1024)


def assignment_of(path: Path, assignments: Sequence[Assignment]) -> Assignment | None:
    """The assignment that a file or folder answers: by what it defines, else by its name; None if neither tells."""
    everything = handed_in(path) if path.is_dir() else HandedIn([on_disk(path)])
    by_name = {f"{it.id}.ipynb": it for it in assignments}
    named = next((by_name[file.plain] for file in everything.files if file.plain in by_name), None)
    names: set[str] = set()
    reader = Reader(question.name for it in assignments for question in it.questions)
    for file in everything.notebooks(named.id if named else ""):
        with contextlib.suppress(BadSubmission):
            names |= likely_questions(read_file(file, assignments[0])[0], reader)
    counts = [len(names & {question.name for question in it.questions}) for it in assignments]
    return assignments[counts.index(max(counts))] if any(counts) else named


def _choose(
    everything: HandedIn, assignment: Assignment, reader: Reader, notes: list[str]
) -> tuple[Found, list[HandedCell]]:
    """The notebook that counts. Of several the one that answers something, then the one that is called as it should."""
    notes += everything.notes
    candidates = everything.notebooks(assignment.id)
    read: list[tuple[Found, list[HandedCell], list[str]]] = []
    fault = BadSubmission(f"There is no {assignment.id}.ipynb in the submission. {everything.listed()}")
    for file in candidates:
        try:
            read.append((file, *read_file(file, assignment)))
        except BadSubmission as found:
            fault = found if file is candidates[0] else fault
    if not read:
        raise fault
    names = {question.name for question in assignment.questions}
    best, cells, odd = max(read, key=lambda it: bool(_written(it[1], reader) & names))
    notes += odd
    if len(candidates) > 1:
        others = ", ".join(clean(file.name) for file in candidates if file is not best)
        notes.append(f"{clean(best.name)} counts; there is {others}, too.")
    elif best.name != f"{assignment.id}.ipynb":
        notes.append(f"There is no {assignment.id}.ipynb; {clean(best.name)} was taken.")
    return best, cells


def _written(cells: Sequence[HandedCell], reader: Reader) -> set[str]:
    return {name for cell in cells if cell.kind == "code" for name in reader.names_of(cell.source).defined}


def _extra_files(everything: HandedIn, notebook: Found, assignment: Assignment, notes: list[str]) -> dict[str, bytes]:
    """The files that the assignment takes beside the notebook, wherever they lie; notes of unreadable ones."""
    found = {}
    for wanted in assignment.files:
        file = everything.called(wanted.name)
        if file is None or file is notebook:
            continue  # an answer that needs it says so
        try:
            found[wanted.name] = file.read(wanted.max_kib * 1024)
        except BadSubmission as fault:
            if not str(fault).startswith(f"There is no {wanted.name}"):
                notes.append(str(fault))
    return found


def extra_files(path: Path, assignment: Assignment) -> dict[str, bytes]:
    """The files beside a student's file that its assignment takes."""
    everything = HandedIn([on_disk(path.with_name(it.name)) for it in assignment.files])
    return _extra_files(everything, on_disk(path), assignment, [])


def _own_modules(
    cells: Sequence[HandedCell], everything: HandedIn, assignment: Assignment, release: Any, reader: Reader
) -> list[str]:
    """What to say of modules of the student's own that cells import and that are not handed in."""
    imported = {name for cell in cells if cell.kind == "code" for name in reader.names_of(cell.source).modules}
    imported -= {name for cell in release.cells if cell.cell_type == "code" for name in names_of(cell.source).modules}
    taken = {file.name for file in assignment.files}
    there = {file.plain for file in everything.files} | {PurePosixPath(file.name).name for file in everything.files}
    names = {name: f"{name}.py" for name in sorted(imported)}
    own = [name for name, file in names.items() if file not in taken and {file, file.casefold()} & there]
    words = "is a file beside the notebook, which the grader does not read: put its code into the notebook."
    return [f"{name}.py {words}" for name in own[:MOST_NOTES]]


def job_of(submission: Submission, assignment: Assignment, seed: int = 0) -> tuple[Job, list[int]]:
    """The job that runs a submission, and for each of its cells the index of the notebook's cell.

    A question is probed at its check's cell and, if it is written anew further below, once more behind that: such
    a cell is none of the notebook's, and has the index -1. Cells that no question needs are marked as spare;
    those that are tagged as experiments are left out, unless one is needed.
    """
    questions = {question.name for question in assignment.questions}
    reader = Reader(questions)
    code = [(at, cell) for at, cell in enumerate(submission.notebook.cells) if cell.cell_type == "code"]
    asked = {at: name for at, cell in code if (name := _asks(cell)) in questions}
    needed = _needed([cell for at, cell in code if at not in asked], questions, reader)
    last = {}
    for at, cell in code:
        if at not in asked:
            last |= dict.fromkeys(reader.names_of(cell.source).defined & questions, at)
    again = {name: last[name] for at, name in asked.items() if last.get(name, -1) > at}
    cells: list[Cell] = []
    indices: list[int] = []
    for at, cell in code:
        experiment, spare = EXPERIMENT in cell.metadata.get("tags", ()), cell.id not in needed
        if at not in asked and experiment and spare:
            continue
        cells.append(Cell(grade_id(cell), cell.source, asked.get(at, ""), spare=spare and at not in asked))
        indices.append(at)
        for name in [name for name, lowest in again.items() if lowest == at]:
            cells.append(Cell(CHECK + name, "", name))
            indices.append(-1)
    seeds = dict.fromkeys(questions, seed)
    job = Job(tuple(cells), assignment.questions, assignment.limits, seeds, files=submission.files)
    return job, indices


def _asks(cell: Any) -> str:
    return grade_id(cell).removeprefix(CHECK) if grade_id(cell).startswith(CHECK) else ""


def _needed(cells: Sequence[Any], questions: set[str], reader: Reader) -> set[str]:
    """The ids of the cells that answers need: they define questions' functions, or names that such cells look up."""
    names = {cell.id: reader.names_of(cell.source) for cell in cells}
    every = frozenset().union(*(it.defined for it in names.values()))
    for cell in cells:
        if names[cell.id].too_long:
            names[cell.id] = replace(names[cell.id], needed=words_of(cell.source, every))
    definers: dict[str, list[str]] = defaultdict(list)
    for at, it in names.items():
        for name in it.defined:
            definers[name].append(at)
    given = {it.id for it in cells if not it.id.startswith("added-") and EXPERIMENT not in it.metadata.get("tags", ())}
    new = given | {at for at, it in names.items() if (it.defined | it.placeholders) & questions or it.unknown}
    needed: set[str] = set()
    wanted: set[str] = set()
    imported: set[str] = set()
    provided: set[str] = set()
    while new:
        needed |= new
        fresh = set().union(*(names[at].needed for at in new)) - wanted
        wanted |= fresh
        imported.update(*(names[at].imported for at in new))
        provided.update(*(names[at].defined for at in new))
        own = {at for name in fresh - imported for at in definers.get(name, ()) if at.startswith("added-")}
        new = (own | {at for name in fresh - provided for at in definers.get(name, ())}) - needed
    return needed
