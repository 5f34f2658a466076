"""Text in a spreadsheet is text, and numbers read as numbers."""

import pytest

from autograder.instructor.spreadsheet import guarded, number


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"], ids=repr)
def test_formulas_are_text(text: str) -> None:
    assert guarded(text) == f"'{text}"


def test_text_and_numbers_stay_as_they_are() -> None:
    assert guarded("Ada = Lovelace") == "Ada = Lovelace" and guarded("") == ""
    assert [number(it) for it in (0, 54.0, 54.5, 1 / 3, 100, 1e6)] == ["0", "54", "54.5", "0.33", "100", "1000000"]
