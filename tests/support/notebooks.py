"""Notebooks: a cell by its name; and what the code of a solution leaves and prints, to hold its prose against."""

import contextlib
import gc
import io
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import autograder
from autograder.instructor.authoring.release import copy_data, notebook_of
from autograder.schema.cells import grade_id
from support.courses import COURSE, ROOT


def cell_of(notebook: Any, name: str) -> Any:
    """The cell that nbgrader knows by a name, of a notebook as nbformat or as json reads it."""
    return next(cell for cell in notebook["cells"] if grade_id(cell) == name)


@contextlib.contextmanager
def run_notebook(assignment: str) -> Iterator[dict[str, Any]]:
    """Run the code cells of a solution in a folder with its data; what `check` says is not looked at.

    Yields:
        The names that the cells leave, networks of a gigabyte among them: gone at the end. `__shown__` has what was
        printed.
    """
    import matplotlib.pyplot

    matplotlib.use("Agg")
    declared = COURSE.assignment(assignment)
    cells = notebook_of(declared).cells
    names: dict[str, Any] = {"__name__": "__main__"}
    printed = io.StringIO()
    before, check = Path.cwd(), autograder.__dict__.get("check")
    with tempfile.TemporaryDirectory() as folder:
        copy_data(declared, Path(folder))
        for file in declared.files:
            shutil.copy(ROOT / "solutions" / assignment / "handed_in" / file.name, folder)
        os.chdir(folder)
        autograder.__dict__["check"] = Mock()
        try:
            with contextlib.redirect_stdout(printed):
                for cell in cells:
                    if cell.cell_type == "code":
                        exec(compile(cell.source, f"{assignment}.ipynb", "exec"), names)
        finally:
            matplotlib.pyplot.close("all")
            os.chdir(before)
            autograder.__dict__.pop("check")
            if check is not None:
                autograder.__dict__["check"] = check
    names["__shown__"] = printed.getvalue()
    yield names
    names.clear()
    gc.collect()
