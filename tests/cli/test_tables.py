"""Tables in a terminal: who has no grade is not passed over."""

import pytest

from autograder.cli.tables import show_changes, show_class
from autograder.grading.journal import Row
from autograder.schema.assignment import Assignment


def test_student_without_a_grade_is_shown_as_failed(residual: Assignment, capsys: pytest.CaptureFixture) -> None:
    show_class(residual, [Row("ada", "residual", 12.0), Row("bob", "residual", fault="The workers that ran it died.")])
    assert "bob: The workers that ran it died." in capsys.readouterr().out


def test_scores_of_the_gradebook_and_what_changed_them_are_shown(
    residual: Assignment, capsys: pytest.CaptureFixture
) -> None:
    rows = [
        Row("cyd", "residual", 80.0, score=80.0),
        Row("bob", "residual", 80.0, score=79.29, before=87.0, why=["due date"], again=["explain", "resnet"]),
        Row("ada", "residual", 80.0, score=87.0, before=80.0, why=["new version", "by hand"]),
    ]
    show_class(residual, rows)
    shown = capsys.readouterr().out
    assert "grade" in shown and "79.29" in shown
    show_class(residual, rows[:1])
    assert "grade" not in capsys.readouterr().out, "where it is the same everywhere one column is enough"
    show_changes(rows)
    first, second, third = capsys.readouterr().out.splitlines()
    assert first == "ada: 80 → 87 (+7): new version, by hand" and second == "bob: 87 → 79.29 (-7.71): due date"
    assert third.endswith("until somebody looks again: bob (explain, resnet).")
