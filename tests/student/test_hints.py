"""Hints: three for every question, one more each time, none of them the code."""

import subprocess
import sys
from pathlib import Path

import pytest

from autograder.errors import CourseError
from autograder.judging.reference import public_assignments
from autograder.schema.assignment import Assignment
from autograder.schema.published import known_assignments
from autograder.student.check import Check
from autograder.student.hints import next_hint
from autograder.student.progress import Attempts, attempts, note_attempt, note_hint, progress_file
from autograder.student.summary import summarise
from support.courses import COURSE, ROOT

QUESTIONS = [question for assignment in known_assignments() for question in assignment.questions]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GOING_DEEPER_HOME", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda it: it.name)
def test_every_question_has_three_hints_that_say_more_and_more(question) -> None:
    assert len(question.hints) == 3
    assert len(set(question.hints)) == 3
    assert all(hint.endswith((".", "?", ")")) and len(hint) > 40 for hint in question.hints)


def test_no_hint_is_a_line_of_a_solution() -> None:
    words = " ".join(hint for question in QUESTIONS for hint in question.hints)
    for assignment in COURSE.assignments():
        source = (ROOT / f"solutions/{assignment.id}/{assignment.id}.py").read_text(encoding="utf-8")
        parts = source.split("### BEGIN SOLUTION")[1:]
        assert len(parts) >= len(assignment.questions)
        for part in parts:
            lines = [line.strip() for line in part.split("### END SOLUTION")[0].splitlines()]
            assert [line for line in lines if len(line) > 15 and line in words] == []


def test_each_call_shows_the_next_and_the_last_stays() -> None:
    assert [next_hint("fire").level for _ in range(4)] == [1, 2, 3, 3]
    assert next_hint("fire", 1).level == 1
    assert next_hint("fire").level == 3  # reading one again does not go back
    assert next_hint("conv1x1").level == 1
    assert "autograder solution fire" in str(next_hint("fire")) and "solution" not in str(next_hint("fire", 2))


def test_unknown_question_and_level_are_clear_errors() -> None:
    with pytest.raises(CourseError, match=r"no question 'nothing'.*identity_block"):
        next_hint("nothing")
    for level in (0, 4):
        with pytest.raises(CourseError, match="fire has 3 hints"):
            next_hint("fire", level)
    assert attempts() == {}


def test_hints_and_checks_are_noted_side_by_side() -> None:
    note_hint("fire", 2)
    note_attempt("fire", 7)
    note_hint("fire", 1)
    assert attempts() == {"fire": Attempts(1, 7.0, 2)}
    progress_file().write_text('{"fire": [3, 5.0]}', encoding="utf-8")  # as version 0.4 wrote it
    assert attempts() == {"fire": Attempts(3, 5.0, 0)}


def test_command_line() -> None:
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "autograder", *words]
        return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

    assert "fire, hint 1 of 3" in run("hint", "fire").stdout
    assert "fire, hint 2 of 3" in run("hint", "fire").stdout
    assert "fire, hint 1 of 3" in run("hint", "fire", "--level", "1").stdout
    wrong = run("hint", "nothing")
    assert wrong.returncode == 2 and "no question" in wrong.stderr
    assert "autograder hint conv1x1" in run("status").stdout


def test_summary_has_the_best_of_session_and_file(residual: Assignment) -> None:
    earlier = {"identity_block": Attempts(2, 12.0), "resnet": Attempts(1, 3.0), "small_resnet": Attempts(0, 0.0, 2)}
    now = {"identity_block": Attempts(1, 8.0), "resnet": Attempts(1, 5.0)}
    found = {row.question: (row.points, row.status) for row in summarise(residual, earlier, now).rows}
    assert found["identity_block"] == (12.0, "solved")
    assert found["resnet"] == (5.0, "begun")
    assert found["small_resnet"] == found["projection_block"] == (0.0, "not checked")


def test_summary_says_what_to_hand_in(residual: Assignment) -> None:
    summary = summarise(residual, {"resnet": Attempts(1, 5.0)})
    assert "residual.ipynb and small_resnet.weights.h5" in repr(summary)
    html = summary._repr_html_()
    assert html.count('<th scope="row"') == len(residual.questions) and html.count('<th scope="col"') == 3
    assert "<caption" in html and "5 of 90 points" in html


def test_summary_finds_the_assignment_of_the_last_check() -> None:
    fresh = Check()
    public_assignments.cache_clear()
    with pytest.raises(CourseError, match=r"Nothing was checked yet.*check\.all"):
        fresh.all()
    with pytest.raises(CourseError, match="no assignment 'nothing'"):
        fresh.all("nothing")
    fresh.session["googlenet"] = Attempts(1, 2.0)
    assert fresh.all().assignment.id == "inception"
    assert fresh.all("ilsvrc").assignment.id == "ilsvrc"
