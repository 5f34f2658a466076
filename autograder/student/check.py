"""The student's `check`: probe, judge and show, in the notebook, with the public reference alone."""

import sys
from collections.abc import Callable
from typing import Any

from autograder.errors import CourseError
from autograder.judging.display import as_html, as_text
from autograder.judging.reference import PublicReference, public_assignments
from autograder.judging.verdict import Verdict
from autograder.mistakes.assessment import assess
from autograder.probing.probe import collect_evidence
from autograder.schema.assignment import Question
from autograder.startup import quiet_stderr
from autograder.student.hints import next_hint
from autograder.student.progress import Attempts, attempts, note_attempt
from autograder.student.stages import stages
from autograder.student.summary import Summary, summarise

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


class Check:
    """Checks answers: `check(my_function)`. `check.hint("name")` helps with a question, `check.all()` sums up.

    Attributes:
        session: What was checked since the notebook was started, by question.
    """

    def __init__(self) -> None:
        self.session: dict[str, Attempts] = {}

    def __call__(self, function: Callable[..., Any], question: str | None = None, draw: bool = False) -> CheckResult:
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
        declared, reference = find_question(question or _name_of(function))
        long = declared.kind in ("network", "trained")
        with stages(long) as say, quiet_stderr():  # plain nbgrader gives no points to a cell that wrote there
            say(f"{declared.name}: describing what it builds …")
            evidence = collect_evidence(function, declared)
            say(f"{declared.name}: comparing with the reference …")
            verdict = assess(declared, evidence, reference)
        if verdict.status != "not attempted":
            self.session[declared.name] = self.session.get(declared.name, Attempts()).with_check(verdict.points)
            note_attempt(declared.name, verdict.points)
        return CheckResult(verdict, draw)

    def hint(self, question: str | Callable[..., Any], level: int | None = None) -> None:
        """Print the next hint on a question, or that of a level; see `autograder hint`."""
        print(next_hint(question if isinstance(question, str) else _name_of(question), level))

    def all(self, assignment: str | None = None) -> Summary:
        """How far an assignment is, and what to hand in.

        Args:
            assignment: Its id; by default the one that was checked last since the notebook was started.

        Raises:
            CourseError: There is none of that id, or nothing was checked yet.
        """
        known = {it.id: it for it, _ in public_assignments().values()}
        if assignment is None and self.session:
            last = list(self.session)[-1]
            assignment = next((it.id for it in known.values() if any(q.name == last for q in it.questions)), None)
        if assignment not in known:
            what = f"There is no assignment {assignment!r}." if assignment else "Nothing was checked yet."
            raise CourseError(what, hint=f"Name one: check.all({next(iter(known))!r}). There are: {', '.join(known)}.")
        return summarise(known[assignment], attempts(), self.session)


check = Check()


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


def _name_of(function: Callable[..., Any]) -> str:
    return getattr(function, "__name__", None) or type(function).__name__


def _in_notebook() -> bool:
    shell = sys.modules.get("IPython") and sys.modules["IPython"].get_ipython()
    return shell is not None and type(shell).__name__ != "TerminalInteractiveShell"
