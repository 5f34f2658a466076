"""What an answer earned, and why: records that the judge fills in and everybody shows."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

from autograder.networks.graph import Graph

Status = Literal["passed", "failed", "not attempted", "error", "timeout"]

Result = Literal["passed", "failed", "not run"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one criterion came out.

    Attributes:
        result: "passed", "failed" or "not run".
        message: A sentence for the student, "" if it passed.
        expected: What the reference has, "" where that is not shown.
        received: What the student's answer has.
        share: The part of the points that it earns nevertheless, where a criterion is not all or nothing.
    """

    result: Result
    message: str = ""
    expected: str = ""
    received: str = ""
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A mistake that was recognised.

    Attributes:
        mistakes: Its name; several if they behave alike.
        sentence: What the student reads.
        marks: The nodes of the student's graph to look at.
    """

    mistakes: tuple[str, ...]
    sentence: str
    marks: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class CriterionVerdict:
    """One line of a verdict: a criterion's outcome and its points."""

    name: str
    sentence: str
    outcome: Outcome
    points: float
    max_points: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an answer earned, and why.

    Attributes:
        question: Name of the question.
        title: What feedback calls the question.
        status: "passed" with full points, "failed" without; "not attempted", "error" or "timeout" if there was
            nothing to judge.
        criteria: One line per criterion of the question, in order.
        message: A sentence that holds for the whole answer, such as why it could not be judged.
        review: Whether a person should look at it.
        diagnosis: The mistake by name, if it was recognised.
        graph: The network that the function built, of the case where the mistake shows.
    """

    question: str
    title: str
    status: Status
    criteria: tuple[CriterionVerdict, ...]
    message: str = ""
    review: bool = False
    diagnosis: Diagnosis | None = None
    graph: Graph | None = None

    @property
    def marks(self) -> frozenset[int]:
        """The nodes of the network to look at."""
        return self.diagnosis.marks if self.diagnosis else frozenset()

    @property
    def points(self) -> float:
        """Points earned."""
        return sum(line.points for line in self.criteria)

    @property
    def max_points(self) -> float:
        """The most that the question earns."""
        return sum(line.max_points for line in self.criteria)


def as_plain(verdict: Verdict) -> dict[str, Any]:
    """A verdict as JSON can hold it, without the network; `from_plain` reads it."""
    plain = {name: getattr(verdict, name) for name in ("question", "title", "status", "message", "review")}
    told = verdict.diagnosis and [list(verdict.diagnosis.mistakes), verdict.diagnosis.sentence]
    return plain | {"criteria": [asdict(line) for line in verdict.criteria], "diagnosis": told}


def from_plain(plain: dict[str, Any]) -> Verdict:
    """The verdict that `as_plain` wrote."""
    lines = tuple(CriterionVerdict(**{**it, "outcome": Outcome(**it["outcome"])}) for it in plain["criteria"])
    told = plain["diagnosis"]
    diagnosis = Diagnosis(tuple(told[0]), told[1]) if told else None
    return Verdict(**{**plain, "criteria": lines, "diagnosis": diagnosis})


def points_text(points: float) -> str:
    """Points without needless decimals: 7, 7.5."""
    return f"{points:g}"
