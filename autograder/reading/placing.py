"""Puts the cells that somebody handed in into the released notebook: each where it belongs, none of them lost.

The notebook that comes of it is the instructor's. From the student come the texts of answer cells, of cells that they
added, and of code cells outside of locks that they changed; every other byte is the instructor's. A cell is known by
nbgrader's name for it, by its id, by its text, or by what it defines; every copy of it counts, in its place.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import nbformat

from autograder.errors import BadSubmission
from autograder.reading.code import Reader, without_placeholders
from autograder.reading.decoding import HandedCell
from autograder.reading.pictures import Pictures
from autograder.schema.assignment import Assignment
from autograder.schema.cells import grade_id, nbgrader_settings
from autograder.schema.job import CHECK, EXPERIMENT
from autograder.text import clean

WORDS = re.compile(r"\S+")
BLANK = "YOUR ANSWER HERE"  # what nbgrader writes where a text is asked for


@dataclass(slots=True, eq=False)
class Part:
    """A piece of what was handed in, on its way to its place.

    Attributes:
        kind: "code" or "markdown".
        source: Its text.
        number: Which cell it was, from 1.
        of: The answer cell that it is or is a copy of; "" for a cell of the student's own.
        experiment: Whether it is a changed cell that grading need not run.
    """

    kind: str
    source: str
    number: int
    of: str = ""
    experiment: bool = False


@dataclass(slots=True)
class Placed:
    """What came of it.

    Attributes:
        notebook: The released notebook with the student's work in it.
        notes: Sentences on what was odd.
        review: Whether a person should look at it.
        places: By question and written answer, where its answer was found, in words.
    """

    notebook: Any
    notes: list[str] = field(default_factory=list)
    review: bool = False
    places: dict[str, str] = field(default_factory=dict)

    def odd(self, note: str) -> None:
        self.notes.append(note)
        self.review = True


def likely_questions(cells: Iterable[HandedCell], reader: Reader) -> set[str]:
    """The names of answers that cells may be: by what they are called, and by what they define."""
    found = set()
    for cell in cells:
        found |= {cell.name.removeprefix(CHECK), cell.identity.removeprefix(CHECK)}
        if cell.kind == "code":
            found |= reader.names_of(cell.source).defined | reader.names_of(cell.source).placeholders
    return found - {""}


def place(cells: list[HandedCell], assignment: Assignment, fresh: Any, reader: Reader) -> Placed:
    """Put cells into a fresh copy of the released notebook.

    Args:
        cells: What was handed in.
        assignment: What it answers.
        fresh: The copy.
        reader: Reads the code of what was handed in.

    Raises:
        BadSubmission: None of them belongs to this assignment.
    """
    placed = Placed(fresh)
    release = _Release(fresh, {question.name for question in assignment.questions}, reader)
    if not likely_questions(cells, reader) & release.names:
        other = sorted({cell.name for cell in cells if cell.name})
        found = f" Its answers are {clean(', '.join(other[:4]))[:100]}." if other else ""
        raise BadSubmission(f"This is not the notebook of {assignment.id}: none of its answer cells are there.{found}")
    pictures = Pictures()
    after: dict[str, list[Part]] = defaultdict(list)
    anchor = ""
    for number, cell in enumerate(cells, 1):
        known, source = release.match(cell), pictures.put_into(cell)
        if known is not None:
            anchor = known.id
            if cell.kind != known.cell_type and grade_id(known) in release.solutions:
                placed.odd(f"The cell of {grade_id(known)} was turned into a {cell.kind} cell; its text counts.")
        part = release.part_of(cell, known, source, number)
        if part is not None:
            after[anchor].append(part)
    placed.notes += pictures.notes
    long = [str(at) for at, it in enumerate(cells, 1) if it.kind == "code" and reader.names_of(it.source).too_long]
    if long:
        placed.notes.append(
            f"Cell {', '.join(long[:20])}: the code is too long to be looked through. It runs all the same."
        )
    _find_written_answers(release, after, placed)
    _settle(release, after, placed)
    placed.places = {name: placed.places[name] for name in release.solutions}
    fresh.cells = _joined(release, after)
    return placed


class _Release:
    """The released notebook's cells, by all that a cell may be known by."""

    def __init__(self, notebook: Any, questions: set[str], reader: Reader) -> None:
        self.cells = notebook.cells
        self.questions = questions
        self.names_of = reader.names_of
        self.named = {grade_id(cell): cell for cell in self.cells if grade_id(cell)}
        self.solutions = {name: it for name, it in self.named.items() if nbgrader_settings(it).get("solution")}
        self.names = set(self.named) | questions
        self._by_id = {cell.id: cell for cell in self.cells}
        self._by_text = {cell.source.strip(): cell for cell in reversed(self.cells)}

    def match(self, cell: HandedCell) -> Any | None:
        """The released cell that this one is or was."""
        found = self.named.get(cell.name) or self._by_id.get(cell.identity) or self._by_text.get(cell.source.strip())
        if found is None or cell.name in self.named or grade_id(found) not in self.solutions:
            return found
        written = self.names_of(cell.source).written if cell.kind == "code" else set()
        return None if written & self.questions and grade_id(found) not in written else found

    def up_to(self, cell: Any) -> list[str]:
        """The ids of a cell and of those before it, back to the one before that has a name."""
        at = self.cells.index(cell)
        start = next((it for it in range(at - 1, -1, -1) if grade_id(self.cells[it])), 0)
        return [it.id for it in self.cells[start : at + 1]] + ([""] if start == 0 else [])

    def part_of(self, cell: HandedCell, known: Any | None, source: str, number: int) -> Part | None:
        """What is kept of a cell: nothing of one that is as it was released, or is locked and answers nothing."""
        name = grade_id(known) if known is not None else ""
        if known is not None and name in self.solutions:
            return Part(known.cell_type, source, number, name)
        if not source.strip() or (known is not None and source.strip() == known.source.strip()):
            return None
        if known is not None and name and not self.names_of(source).written & self.questions:
            return None
        if known is not None and (cell.kind != "code" or known.cell_type != "code"):
            return None
        kind = "code" if cell.kind == "code" else "markdown"
        experiment = known is not None and EXPERIMENT in known.metadata.get("tags", ())
        return Part(kind, source, number, experiment=experiment or cell.experiment)


def _find_written_answers(release: _Release, after: dict[str, list[Part]], placed: Placed) -> None:
    """Give each written question its text: what is in its cell, else in the student's own cells beside it."""
    for name, cell in release.solutions.items():
        if cell.cell_type != "markdown":
            continue
        own = [part for group in after.values() for part in group if part.of == name]
        written = [part.source for part in own if part.source.strip() not in ("", BLANK)]
        near = [part for place in release.up_to(cell) for part in after.get(place, ())]
        near = [part for part in near if part.kind == "markdown" and not part.of]
        if not written and near:
            written = [part.source for part in near]
            where = ", ".join(str(part.number) for part in near)
            placed.odd(f"The answer to {name} was found beside its cell (cell {where}).")
        elif not own:
            placed.odd(f"The answer cell {name} is missing, so it counts as not answered.")
        for group in after.values():
            group[:] = [part for part in group if part.of != name and part not in (near if written else ())]
        cell.source = "\n\n".join(written) or BLANK
        words = sum(1 for text in written for _ in WORDS.finditer(text))
        placed.places[name] = f"{words} words" if written else "not written yet"


def _settle(release: _Release, after: dict[str, list[Part]], placed: Placed) -> None:
    """See to it that no placeholder runs over an answer, and note where each answer was found."""
    parts = sorted((it for group in after.values() for it in group if it.kind == "code"), key=lambda it: it.number)
    written = defaultdict(list)
    for part in parts:
        for name in release.names_of(part.source).defined & release.questions:
            written[name].append(part)
    for part in parts:
        names = release.names_of(part.source)
        if hollow := names.placeholders & set(written):
            part.source = without_placeholders(part.source, names, hollow)
    elsewhere = []
    for name, cell in release.solutions.items():
        if cell.cell_type != "code":
            continue
        own = [part for part in parts if part.of == name]
        holders = written.get(name, [])
        placed.places[name] = _place_in_words(name, own, holders, release)
        if len(own) > 1:
            placed.odd(f"There are {len(own)} cells called {name}; they run one after the other.")
        if holders and not any(part in own for part in holders):
            elsewhere.append(f"{name} in {_which(holders[-1])}")
        elif not own:
            placed.odd(f"The answer cell {name} is missing, so it counts as not answered.")
        if holders and not (own and own[0].source):
            cell.source = f"# {name} was found in another cell."
        elif own:
            cell.source = own[0].source
    if elsewhere:
        placed.odd(f"Not every answer is in its own cell. Found: {'; '.join(elsewhere)}.")
    for group in after.values():
        first = {name: next(part for part in parts if part.of == name) for name in {part.of for part in group} - {""}}
        group[:] = [part for part in group if part.of not in release.solutions or part is not first[part.of]]


def _which(part: Part) -> str:
    return f"cell {part.number}, the one of {part.of}" if part.of else f"cell {part.number}, one of your own"


def _place_in_words(name: str, own: list[Part], holders: list[Part], release: _Release) -> str:
    if any(part in own for part in holders):
        return "its own cell" if len(own) == 1 else f"its own cell, {len(own)} parts"
    if holders:
        return _which(holders[-1])
    if not all(release.names_of(part.source).parsed for part in own):
        return "its own cell, which is not Python yet"
    return "not written yet" if own else "missing"


def _joined(release: _Release, after: dict[str, list[Part]]) -> list[Any]:
    merged, number = [], 0
    for anchor, cell in [("", None), *((cell.id, cell) for cell in release.cells)]:
        if cell is not None:
            merged.append(cell)
        for part in after.get(anchor, ()):
            if not part.source.strip():
                continue
            number += 1
            new = nbformat.v4.new_code_cell if part.kind == "code" else nbformat.v4.new_markdown_cell
            metadata = {"tags": [EXPERIMENT]} if part.experiment else {}
            merged.append(new(part.source, id=f"added-{number}", metadata=metadata))
    return merged
