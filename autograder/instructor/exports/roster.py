"""Finds which of our students a row of another system's file is about.

`canvas` and `moodle` look up every row of what was downloaded.
"""

from collections import Counter
from collections.abc import Iterable

from autograder.instructor.results import Result
from autograder.text import one_form

TO_ENTER = (
    "Names and addresses come into the gradebook with `nbgrader db student import FILE.csv`, a file with the columns "
    "id, first_name, last_name, email and lms_user_id."
)


class Roster:
    """Results, to be found by what other systems know of a student.

    Args:
        results: Of a class. What two students share, an address say, finds neither.
    """

    def __init__(self, results: Iterable[Result]) -> None:
        found = list(results)
        self._by: dict[str, dict[str, Result]] = {}
        for name in ("id", "lms_user_id", "email", "name"):
            keys = [_key(getattr(result.student, name)) for result in found]
            count = Counter(keys)
            self._by[name] = {key: it for key, it in zip(keys, found, strict=True) if key and count[key] == 1}

    def find(self, *clues: tuple[str, str]) -> Result | None:
        """The first student that a clue finds; clues are pairs of an attribute of `Student` and a cell, best first."""
        for attribute, cell in clues:
            result = self._by[attribute].get(_key(cell))
            if result is not None:
                return result
        return None


def _key(text: str) -> str:
    return " ".join(one_form(text).split()).casefold()
