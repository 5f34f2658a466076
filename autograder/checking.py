"""The student's `check`: probe, judge and show, in the notebook, with the public reference alone."""

import sys
from collections.abc import Callable
from typing import Any

from autograder.assignment import Question
from autograder.display import as_html, as_text
from autograder.errors import CourseError
from autograder.judge import Verdict, judge
from autograder.probe import collect_evidence
from autograder.progress import note_attempt
from autograder.reference import PublicReference, public_assignments
from autograder.startup import quiet_stderr

FOOTER = "Checked with public examples; the final grade also uses others."


class CheckResult:
    """What `check` found: a table in a notebook, text elsewhere. Its text in a notebook is the points earned.

    nbgrader reads the text of a cell's result as partial credit, so a notebook graded with nbgrader alone earns these.

    Attributes:
        verdict: The verdict, criterion by criterion.
        draw: Whether a picture of the network is shown too.
    """

    def __init__(self, verdict: Verdict, draw: bool = False) -> None:
        self.verdict, self.draw = verdict, draw

    def __repr__(self) -> str:
        return as_text(self.verdict, FOOTER, self.draw)

    def _repr_html_(self) -> str:
        return as_html(self.verdict, FOOTER, self.draw)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        if not _in_notebook():
            return {"text/plain": repr(self)}
        return {"text/plain": str(float(self.verdict.points)), "text/html": self._repr_html_()}


def check(function: Callable[..., Any], question: str | None = None, draw: bool = False) -> CheckResult:
    """Check an answer against the public reference and show how it does, criterion by criterion.

    Args:
        function: Your function. Its name says which question it answers.
        question: The question's name, if the function is called something else.
        draw: Show the network that your function built, too.

    Returns:
        A result that shows itself: let it be the last expression of a cell, or print it.

    Raises:
        CourseError: There is no question of that name.
    """
    name = question or getattr(function, "__name__", None)
    declared, reference = find_question(name if name is not None else type(function).__name__)
    with quiet_stderr():  # plain nbgrader gives no points to a cell that wrote there
        verdict = judge(declared, collect_evidence(function, declared), reference)
    if verdict.status != "not attempted":
        note_attempt(declared.name, verdict.points)
    return CheckResult(verdict, draw)


def find_question(name: str) -> tuple[Question, PublicReference]:
    """The question of this name in any assignment, with its public reference.

    Raises:
        CourseError: There is none; the message lists those there are.
    """
    known = []
    for assignment, reference in public_assignments().values():
        for question in assignment.questions:
            if question.name == name:
                return question, reference
            known.append(question.name)
    raise CourseError(
        f"There is no question called {name!r}.",
        hint=f"Questions: {', '.join(known)}. For a function of another name: check(function, question='…').",
    )


def _in_notebook() -> bool:
    shell = sys.modules.get("IPython") and sys.modules["IPython"].get_ipython()
    return shell is not None and type(shell).__name__ != "TerminalInteractiveShell"
