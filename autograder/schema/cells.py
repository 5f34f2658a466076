"""What nbgrader has noted in a notebook's cell: cells as nbformat reads them, or as JSON does."""

from collections.abc import Mapping
from typing import Any


def nbgrader_settings(cell: Mapping[str, Any]) -> Mapping[str, Any]:
    """What nbgrader knows of a cell: its `grade_id`, whether it is a solution, what it is worth; or nothing.

    Raises:
        KeyError, TypeError, AttributeError: This is no cell. Who reads a student's file catches them, or looks at it
            piece by piece, as `reading.decoding` does.
    """
    return cell["metadata"].get("nbgrader", {})


def grade_id(cell: Mapping[str, Any]) -> str:
    """The name that nbgrader knows a cell by; "" for one without. In a student's file it may be any JSON.

    Raises:
        KeyError, TypeError, AttributeError: As `nbgrader_settings`.
    """
    return nbgrader_settings(cell).get("grade_id", "")
