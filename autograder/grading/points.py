"""What every cell of a notebook is worth: the declaration says it, `release` writes it down, `grade` compares.

Points stand in `assignment.toml` alone. What has them too (the released notebook, the gradebook) is made from it.
"""

from collections.abc import Mapping

import nbformat

from autograder.judging.verdict import points_text
from autograder.schema.assignment import Assignment
from autograder.schema.cells import nbgrader_settings
from autograder.schema.job import CHECK


def declared_points(assignment: Assignment) -> dict[str, float]:
    """Points by name of the cell that earns them: a question's check cell, a written question's answer."""
    checked = {CHECK + question.name: question.points for question in assignment.questions}
    return checked | assignment.written


def released_points(notebook: nbformat.NotebookNode) -> dict[str, float]:
    """The points that nbgrader reads in a notebook, by name of the cell."""
    cells = map(nbgrader_settings, notebook.cells)
    return {cell["grade_id"]: float(cell.get("points", 0)) for cell in cells if cell.get("grade")}


def differences(declared: Mapping[str, float], found: Mapping[str, float]) -> list[str]:
    """Where points that were found are not those declared: "check_resnet has 12 points, not 14"."""
    both = [name for name in declared if name in found and found[name] != declared[name]]
    return [
        *(f"{name} has {points_text(found[name])} points, not {points_text(declared[name])}" for name in both),
        *(f"{name} is missing" for name in declared if name not in found),
        *(f"{name} is not declared" for name in found if name not in declared),
    ]
