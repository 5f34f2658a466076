"""Tables in a terminal: who has no grade is not passed over."""

import pytest

from autograder.cli.tables import show_class
from autograder.grading.journal import Row
from autograder.schema.assignment import Assignment


def test_student_without_a_grade_is_shown_as_failed(residual: Assignment, capsys: pytest.CaptureFixture) -> None:
    show_class(residual, [Row("ada", "residual", 12.0), Row("bob", "residual", fault="The workers that ran it died.")])
    assert "bob: The workers that ran it died." in capsys.readouterr().out
