"""Real answers, right and wrong: each earns what its docstring says and is told the mistake that it names, or none.

They are graded by the code that grades a class.
"""

import re
from pathlib import Path

import pytest

from autograder.grading.answer_files import Batch, Line
from support.courses import ROOT

ANSWERS = sorted((ROOT / "data" / "answers").glob("*/*.py"))
HANGING = ("infinite", "sleeps")  # run into the time limit
EARNED = r"full marks|loses [\w, ]+|error|timeout|not attempted"
EXPECTED = re.compile(rf"^(\w+): ((?:{EARNED})(?:\n  told [\w, +]+)?)$", re.MULTILINE)


def expected(answer: Path) -> dict[str, str]:
    """What an answer file says it earns, by question."""
    docstring = answer.read_text(encoding="utf-8").split('"""')[1]
    return dict(EXPECTED.findall(docstring))


def is_slow(answer: Path) -> bool:
    """Whether an answer is left to CI: those that hang, and most of those with networks to build."""
    networks = answer.parent.name != "residual" or "resnet" in expected(answer)
    return (networks and sum(map(ord, answer.stem)) % 12 != 0) or any(word in answer.stem for word in HANGING)


@pytest.fixture(scope="module")
def lines(request: pytest.FixtureRequest, engine) -> dict[Path, dict[str | None, Line]]:
    """The lines of every answer that a selected test asks for, judged in one go."""
    items = [item for item in request.session.items if item.fspath == request.node.fspath]
    answers = {item.callspec.params["answer"] for item in items if hasattr(item, "callspec")}
    found: dict[Path, dict[str | None, Line]] = {}
    for line in Batch(official=True).judge(map(str, sorted(answers)), engine, jobs=2):
        found.setdefault(Path(line.path), {})[line.question] = line
    return found


def earned(line: Line) -> str:
    if line.verdict is None:
        return "error"
    told = f"\n  told {', '.join(line.verdict.diagnosis.mistakes)}" if line.verdict.diagnosis else ""
    if line.verdict.status in ("error", "timeout", "not attempted"):
        return line.verdict.status + told
    lost = [criterion.name for criterion in line.verdict.criteria if criterion.outcome.result != "passed"]
    return (f"loses {', '.join(lost)}" if lost else "full marks") + told


@pytest.mark.timeout(1500)
@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(path, id=f"{path.parent.name}/{path.stem}", marks=pytest.mark.slow if is_slow(path) else ())
        for path in ANSWERS
    ],
)
def test_answer_earns_what_it_says(answer: Path, lines: dict[Path, dict[str | None, Line]]) -> None:
    found = lines[answer]
    got = {question: earned(found.get(question) or found[None]) for question in expected(answer)}
    assert got == expected(answer)


def test_every_answer_file_says_what_it_earns() -> None:
    assert all(expected(answer) for answer in ANSWERS)
    right = [answer for answer in ANSWERS if set(expected(answer).values()) == {"full marks"}]
    assert len(right) >= 150 and len(ANSWERS) - len(right) >= 600
    told = [answer for answer in ANSWERS if any("told" in it for it in expected(answer).values())]
    assert len(told) >= 320
