"""Reads a saved notebook or Python file: what of it runs, and what each question's answer depends on.

`watch.watch` reads each save so, `autograder submit` what is handed in.
"""

import ast
import contextlib
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.errors import BadSubmission
from autograder.schema.assignment import Assignment
from autograder.schema.cells import grade_id
from autograder.schema.job import CHECK, EXPERIMENT, Cell


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Saved work, as it can be run.

    Attributes:
        cells: The code cells but for experiments, in order; a check cell asks for its question.
        answers: By question, the text of its answer cell or function; "" if there is none.
        digests: By question, a digest of all code that runs before it is checked, and of the files beside it. While
            it stays the same, so does the verdict.
        modules: The Python files beside it that may be handed in.
        folder: Where it lies, and runs.
        script: Whether it is a Python file.
    """

    cells: tuple[Cell, ...]
    answers: dict[str, str]
    digests: dict[str, str]
    modules: dict[str, bytes]
    folder: str
    script: bool = False

    def asking(self, questions: set[str]) -> tuple[Cell, ...]:
        """The cells, with the checks of these questions alone."""
        return tuple(cell for cell in self.cells if not cell.question or cell.question in questions)


def snapshot_of(path: Path, assignment: Assignment) -> Snapshot:
    """Read saved work.

    Raises:
        BadSubmission: The file is not there or is no notebook, as while it is being written.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise BadSubmission(f"{path.name} is not there.") from None
    except (OSError, UnicodeDecodeError):
        raise BadSubmission(f"{path.name} can't be read.") from None
    script = path.suffix == ".py"
    cells, answers = _of_script(text, assignment) if script else _of_notebook(text, path.name, assignment)
    asked = {cell.question for cell in cells}
    cells += [Cell(CHECK + it.name, "", it.name) for it in assignment.questions if it.name not in asked]
    digest = hashlib.sha256(_stamps(path.parent, assignment))
    digests = {}
    for cell in cells:
        if cell.question:
            digests[cell.question] = digest.hexdigest()
        else:
            digest.update(f"\0{cell.name}\0{cell.source}".encode(errors="replace"))
    folder = path.parent.resolve()
    return Snapshot(tuple(cells), answers, digests, _modules(folder, assignment), str(folder), script)


def _of_notebook(text: str, name: str, assignment: Assignment) -> tuple[list[Cell], dict[str, str]]:
    questions = {question.name for question in assignment.questions}
    cells, answers = [], dict.fromkeys(questions, "")
    try:
        for cell in json.loads(text)["cells"]:
            if cell["cell_type"] != "code" or EXPERIMENT in cell["metadata"].get("tags", ()):
                continue
            source, known_as = "".join(cell["source"]), grade_id(cell)
            asked = known_as.removeprefix(CHECK)
            if known_as.startswith(CHECK) and asked in questions:
                cells.append(Cell(known_as, "", asked))
            else:
                cells.append(Cell(known_as, source))
                if known_as in questions:
                    answers[known_as] = source
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise BadSubmission(f"{name} is not a whole notebook.") from None
    return cells, answers


def _of_script(text: str, assignment: Assignment) -> tuple[list[Cell], dict[str, str]]:
    """One cell; an answer is its function's text, or all of the text while it does not parse."""
    try:
        functions = {it.name: it for it in ast.parse(text).body if isinstance(it, ast.FunctionDef)}
    except (SyntaxError, ValueError, RecursionError):
        return [Cell("", text)], {question.name: text for question in assignment.questions}

    def part(node: Any) -> str:
        return ast.get_source_segment(text, node) or "" if node else ""

    return [Cell("", text)], {it.name: part(functions.get(it.name)) for it in assignment.questions}


def _stamps(folder: Path, assignment: Assignment) -> bytes:
    """When the files that may be handed in beside the notebook were changed."""
    paths = (folder / file.name for file in assignment.files)
    return repr([path.stat().st_mtime_ns if path.exists() else None for path in paths]).encode()


def _modules(folder: Path, assignment: Assignment) -> dict[str, bytes]:
    """Of these files, those that can be imported. The others need not travel: the job runs beside them."""
    found = {}
    for file in assignment.files:
        with contextlib.suppress(OSError):
            if file.name.endswith(".py"):
                found[file.name] = (folder / file.name).read_bytes()
    return found
