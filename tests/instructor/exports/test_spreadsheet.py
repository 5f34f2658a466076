"""Text in a spreadsheet is text, and numbers read as numbers."""

import pytest

from autograder.instructor.spreadsheet import guarded, number

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\t1"]
BEHIND_SPACES = [
    " =1",
    "   +1",
    "\u00a0=1",
    "\u3000-1",
    "\u2003@A1",
    "\x0b=1",
    "\x0c=1",
    "\x85=1",
    "\u2028=1",
    "\u2029+1",
]
BEHIND_WHAT_IS_NOT_SEEN = ["\ufeff=1", "\u200b=1", "\u202e=1", "\x00=1", "\x1f+1", "\u00ad=1", "\u0300=1"]
QUOTED = ['"=1"', '" =1"', '""=1', ' "\t@A1']
OF_OTHER_WIDTHS = ["＝1+1", "＋1", "－1", "＠SUM(A1)", "﹦1", "﹣1", " ＝1", '"＝1']


@pytest.mark.parametrize(
    "text", [*FORMULAS, *BEHIND_SPACES, *BEHIND_WHAT_IS_NOT_SEEN, *QUOTED, *OF_OTHER_WIDTHS], ids=repr
)
def test_formulas_are_text(text: str) -> None:
    assert guarded(text) == f"'{text}"
    assert guarded(guarded(text)) == guarded(text)


NAMES = [
    "Ada = Lovelace",
    "",
    " Ada",
    "O’Neill",
    "'t Hooft",
    '"Bob" Smith',
    "Ana-Maria",
    "李 小龍",
    "Ａｄａ",
    "\u200bAda",
    "…",
]


@pytest.mark.parametrize("name", NAMES, ids=repr)
def test_names_stay_as_they_are(name: str) -> None:
    assert guarded(name) == name


def test_numbers_stay_as_they_are() -> None:
    assert [number(it) for it in (0, 54.0, 54.5, 1 / 3, 100, 1e6)] == ["0", "54", "54.5", "0.33", "100", "1000000"]
