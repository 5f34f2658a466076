"""Finds the pairs of a class' submissions whose code is alike: similarity, not proof.

Compared by winnowing (Schleimer, Wilkerson and Aiken 2003, https://doi.org/10.1145/872757.872770) as copydetect does
it: names, comments and layout do not count, nor does what was released or what most of a class have. Short answers to
one task are alike anyway. The command `autograder similar` calls it.
"""

import io
import itertools
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from jinja2 import Environment, PackageLoader, select_autoescape

from autograder.errors import CourseError, install
from autograder.reading.submission import read
from autograder.schema.assignment import Assignment
from autograder.text import clean

NOISE = 25  # characters without names and layout: shorter agreement is chance
WINDOW = 6  # of the winnowing: agreement of NOISE + WINDOW - 1 characters is always found
LEAST_LENGTH = 100  # characters alike below which a pair says nothing, however short the code is
CLASS = 10  # submissions from which on what more than half of them have is taken for the task's, not for a copy
SHOWN = 50  # pairs on the page


@dataclass(frozen=True, slots=True)
class Pair:
    """Two submissions.

    Attributes:
        first: A student.
        second: Another.
        similarity: The larger share of one's code, released code left out, that is found in the other's: 0 to 1.
        length: How much that is, in characters without names, comments and layout.
        texts: Both codes, as pieces and whether they are alike.
    """

    first: str
    second: str
    similarity: float
    length: int
    texts: tuple[tuple[tuple[str, bool], ...], tuple[tuple[str, bool], ...]]


def own_code(folder: Path, assignment: Assignment, release: nbformat.NotebookNode) -> str:
    """The code that a student wrote in what they handed in: answer cells and cells of their own."""
    given = {cell.source for cell in release.cells}
    cells = read(folder, assignment, release).notebook.cells
    written = (cell.source for cell in cells if cell.cell_type == "code" and cell.source not in given)
    return "\n\n".join(clean(source) for source in written)


def similar_pairs(codes: Mapping[str, str], given: str, least: float = 0.0) -> list[Pair]:
    """Pairs of students by how much of their code is alike, most first.

    Args:
        codes: Each student's code, by name.
        given: Code that all of them were given: it counts for nothing.
        least: Similarity from which a pair is returned, 0 to 1.

    Raises:
        CourseError: copydetect is not installed.
    """
    try:
        from copydetect import CodeFingerprint, compare_files
    except ModuleNotFoundError:
        hint = f"{install('similar')}, or `uv sync` in it."
        raise CourseError("copydetect is not installed, which finds similar code.", hint=hint) from None

    def fingerprint(name: str, code: str, known: Iterable[int], window: int = WINDOW) -> Any:
        return CodeFingerprint(f"{name}.py", NOISE, window, boilerplate=list(known), fp=io.StringIO(code))

    known = set(fingerprint("given", given, (), 1).hashes)
    if len(codes) >= CLASS:
        found = Counter(it for name, code in codes.items() for it in set(fingerprint(name, code, (), 1).hashes))
        known |= {it for it, count in found.items() if count > len(codes) / 2}
    prints = {name: fingerprint(name, code, known) for name, code in sorted(codes.items())}
    prints = {name: it for name, it in prints.items() if len(it.hashes)}
    pairs = []
    for first, second in itertools.combinations(prints, 2):
        length, shares, slices = compare_files(prints[first], prints[second])
        similarity = float(min(1.0, max(shares)))
        if length >= LEAST_LENGTH and similarity >= least:
            texts = tuple(
                _pieces(prints[name].raw_code, part) for name, part in zip((first, second), slices, strict=True)
            )
            pairs.append(Pair(first, second, similarity, int(length), texts))  # type: ignore[arg-type]
    return sorted(pairs, key=lambda pair: (-pair.similarity, -pair.length, pair.first, pair.second))


def similarity_page(title: str, pairs: list[Pair], students: int, least: float) -> str:
    """A page with the pairs side by side, alike passages marked; it runs nothing."""
    environment = Environment(
        loader=PackageLoader("autograder.instructor.reports"), autoescape=select_autoescape(), trim_blocks=True
    )
    return environment.get_template("similar.html").render(
        title=title, pairs=pairs[:SHOWN], more=max(0, len(pairs) - SHOWN), students=students, least=least
    )


def _pieces(code: str, slices: Any) -> tuple[tuple[str, bool], ...]:
    """A text cut where agreement begins and ends."""
    pieces, at = [], 0
    for begin, end in sorted(zip(*(side.astype(int).tolist() for side in slices), strict=True)):
        begin, end = max(begin, at), max(end, at)
        pieces += [(code[at:begin], False), (code[begin:end], True)]
        at = end
    return tuple(piece for piece in (*pieces, (code[at:], False)) if piece[0])
