"""An assignment's declaration is read strictly, and what is wrong with it is said."""

from pathlib import Path

import pytest

from autograder.errors import CourseError
from autograder.schema.assignment import Assignment, parse_assignment, read_assignment

BAD_DECLARATIONS = {
    "unknown key": {"id": "a", "title": "A", "question": [{"name": "f", "points": 3}]},
    "no id": {"title": "A"},
    "unknown limit": {"id": "a", "title": "A", "limits": {"seconds": 3}},
    "unknown kind": {"id": "a", "title": "A", "question": [{"name": "f", "kind": "x", "title": "F", "criteria": {}}]},
    "no case": {"id": "a", "title": "A", "question": [{"name": "f", "kind": "block", "title": "F", "criteria": {}}]},
    "two cases of one name": {
        "id": "a",
        "title": "A",
        "question": [
            {"name": "f", "kind": "value", "title": "F", "criteria": {}, "case": [{"name": "c", "about": "c"}] * 2}
        ],
    },
}


@pytest.mark.parametrize("data", BAD_DECLARATIONS.values(), ids=BAD_DECLARATIONS)
def test_declaration_that_makes_no_sense_is_refused(data: dict) -> None:
    with pytest.raises(CourseError, match="here"):
        parse_assignment(data, "here")


def test_missing_declaration_is_named(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match=r"nothing\.toml"):
        read_assignment(tmp_path / "nothing.toml")


def test_assignment_lists_its_questions_when_asked_for_another(residual: Assignment) -> None:
    with pytest.raises(CourseError, match="identity_block"):
        residual.question("nothing")
