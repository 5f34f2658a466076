"""Real answers, right and wrong: each earns what its docstring says and is told the mistake that it names, or none.

They are graded by the code that grades a class.
"""

import itertools
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.grading.answer_files import Line
from autograder.grading.batch import Batch
from autograder.instructor.authoring.sample_answers import FULL, sample_answers, write_answers
from autograder.sandbox.engine import Engine
from support.courses import COURSE

ANSWERS = {answer.full_name: answer for answer in sample_answers(COURSE.answers)}
QUESTIONS = [question.name for assignment in COURSE.assignments() for question in assignment.questions]
BLOCKS = {"identity_block", "projection_block", "bottleneck_block"}  # quick to build
Lines = dict[str | None, Line]  # by question; by None what says that there is none


def by_default() -> set[str]:
    """What every run judges: all answers to blocks alone, and of each question the first right and the first wrong one.

    The rest is left to CI, and so is what runs into the time limit.
    """
    quick = [it for it in ANSWERS.values() if "timeout" not in it.earns.values()]
    chosen = {it.full_name for it in quick if it.earns.keys() <= BLOCKS}
    for question in QUESTIONS:
        answers = [it for it in quick if it.question == question] + [it for it in quick if question in it.earns]
        chosen.add(next(it.full_name for it in answers if it.earns[question] == FULL))
        chosen.add(next(it.full_name for it in answers if it.earns[question] != FULL))
    return chosen


def params() -> list:
    chosen = by_default()
    return [pytest.param(name, id=name, marks=() if name in chosen else pytest.mark.slow) for name in ANSWERS]


class Judged:
    """The lines of answers, judged side by side in the order of their names while tests look at the first ones.

    What did not earn what it says is judged once more with ten times as much time: a busy machine is no mistake.
    """

    def __init__(self, names: list[str], folder: Path, engine: Engine) -> None:
        self.folder, self.engine = folder, engine
        paths = write_answers(COURSE.answers, [ANSWERS[name] for name in names], folder)
        lines = Batch(official=True).judge(map(str, paths), engine, jobs=2)
        self._coming = itertools.groupby(lines, key=lambda line: line.path)
        self._found: dict[str, Lines] = {}

    def lines_of(self, name: str) -> Lines:
        """What became of an answer, by question."""
        path = str(self.folder / f"{name}.py")
        while path not in self._found:
            done, lines = next(self._coming)
            self._found[done] = {line.question: line for line in lines}
        return self._found[path] if earns_what_it_says(name, self._found[path]) else self._patiently(path)

    def _patiently(self, path: str) -> Lines:
        batch = Batch(official=True)
        for at, assignment in enumerate(batch.assignments):
            limits = assignment.limits
            longer = replace(limits, cell_s=10 * limits.cell_s, wall_s=10 * limits.wall_s)
            batch.assignments[at] = replace(assignment, limits=longer)
        return {line.question: line for line in batch.judge([path], self.engine, jobs=1)}


@pytest.fixture(scope="module")
def judged(request: pytest.FixtureRequest, engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Judged:
    """The lines of every answer that a selected test asks for."""
    asked = [item.callspec.params for item in request.session.items if hasattr(item, "callspec")]
    names = sorted({params["name"] for params in asked if params.get("name") in ANSWERS})
    return Judged(names, tmp_path_factory.mktemp("answers"), engine)


def earned(line: Line) -> tuple[str, str]:
    """What a line says as an answer's docstring would: what is earned, and the mistakes that are told."""
    if line.verdict is None:
        return "error", ""
    told = ", ".join(line.verdict.diagnosis.mistakes) if line.verdict.diagnosis else ""
    if line.verdict.status in ("error", "timeout", "not attempted"):
        return line.verdict.status, told
    lost = [criterion.name for criterion in line.verdict.criteria if criterion.outcome.result != "passed"]
    return f"loses {', '.join(lost)}" if lost else FULL, told


def earns_what_it_says(name: str, found: Lines) -> bool:
    lines = {question: found.get(question) or found[None] for question in ANSWERS[name].earns}
    return all(earned(lines[question])[0] == said for question, said in ANSWERS[name].earns.items())


@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", params())
def test_answer_earns_what_it_says(name: str, judged: Judged) -> None:
    answer, found = ANSWERS[name], judged.lines_of(name)
    got = {question: earned(found.get(question) or found[None]) for question in answer.earns}
    assert got == {question: (answer.earns[question], answer.told.get(question, "")) for question in answer.earns}


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_run_judges_a_right_and_a_wrong_answer_to_each_question(question: str) -> None:
    chosen = [ANSWERS[param.id] for param in params() if not param.marks]
    judged = {it.earns[question] == FULL for it in chosen if question in it.earns}
    assert judged == {True, False}


def test_collection_is_as_large_as_it_is_said_to_be() -> None:
    right = [answer for answer in ANSWERS.values() if answer.side == "right"]
    assert len(right) >= 150 and len(ANSWERS) - len(right) >= 600
    assert len([answer for answer in ANSWERS.values() if answer.told]) >= 320
