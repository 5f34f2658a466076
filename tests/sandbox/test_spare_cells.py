"""Cells that no question needs take no time from those that some need, and give no reason for what is missing."""

from dataclasses import replace

import pytest

from autograder.judging.reference import OfficialReference
from autograder.mistakes.assessment import verdicts_of
from autograder.sandbox.engine import Engine
from autograder.schema.assignment import Assignment
from autograder.schema.job import Cell, Job, JobResult
from support.cells import ANSWER, LIMITS, SLEEP, answer, run, told


def test_spare_cells_share_their_time_and_take_none_from_the_others(bare: Engine) -> None:
    slow, quick = Cell("", SLEEP, spare=True), Cell("", "print('quick')", spare=True)
    assert "quick" in told(run(bare, quick))
    limits = replace(LIMITS, spare_s=3)
    result = run(bare, slow, quick, slow, ANSWER, limits=limits)
    assert answer(result) == 6
    shown = told(result)
    assert shown.count("CellTimeout: ") == 1 and "quick" not in shown
    assert shown.count("Left out: the cells that no question needs have taken their 3 seconds together.") == 2
    needed = Job((Cell("", ""),), (), limits)
    assert (needed.wall_s, replace(needed, cells=(quick,)).wall_s) == (LIMITS.wall_s, LIMITS.wall_s + 3)


@pytest.mark.slow
def test_slow_cells_that_are_needed_leave_time_for_those_below(bare: Engine) -> None:
    limits = replace(LIMITS, cell_s=4, wall_s=60)
    result = run(bare, *[SLEEP] * 20, ANSWER, limits=limits)
    assert result.ending == "finished" and answer(result) == 6


def test_spare_cell_that_fails_is_no_reason(bare: Engine) -> None:
    assert answer(run(bare, Cell("", "1 / 0", spare=True))) == "double is not defined."


def test_answer_that_was_not_reached_in_time_is_to_be_looked_at(
    residual: Assignment, official: OfficialReference
) -> None:
    for ending in ("timeout", "crashed", "memory"):
        verdicts = verdicts_of(residual, official, JobResult(ending))
        assert {verdict.review for verdict in verdicts.values()} == {True}
