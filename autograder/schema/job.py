"""The two records that cross between the grader and a sandboxed process: a job goes in, a result comes out.

They travel as frames on a socket: four bytes of length, then JSON. The student's code can read its job: of questions
it holds what they are called with, and no more. Nothing in a result is believed: see `evidence.decode`.
"""

import base64
import json
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from autograder.schema.assignment import Case, Limits, Question, tuples_of

CHECK = "check_"  # what the name of a question's check cell begins with
TOO_LONG = "All its calls together took more than"  # how evidence begins to say that time ran out
EXPERIMENT = "experiment"  # tag of cells that grading need not run


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of code to run.

    Attributes:
        name: The cell's `grade_id`, or "" for a cell without one.
        source: Its text. Not run if `question` is set.
        question: Name of the question to probe at this point, "" for ordinary cells.
        spare: Whether no question needs it.
    """

    name: str
    source: str
    question: str = ""
    spare: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """One submission's code, the questions to probe it on, its limits, and the files that lie beside it.

    Attributes:
        seeds: By question, what seeds the arrays drawn for its cases that are not public.
        folder: Where it runs unless it is isolated: its owner's own folder, in which its files lie already. "" for a
            new one. Of the modules that lie there, those of its files can be imported.
    """

    cells: tuple[Cell, ...]
    questions: tuple[Question, ...]
    limits: Limits
    seeds: dict[str, int] = field(default_factory=dict)
    script: bool = False  # a .py file: its `if __name__ == "__main__"` part is not run
    files: dict[str, bytes] = field(default_factory=dict)
    folder: str = ""

    @property
    def wall_s(self) -> float:
        """Seconds for all of it: spare cells have theirs, and take none from the others."""
        return self.limits.wall_s + (self.limits.spare_s if any(cell.spare for cell in self.cells) else 0)

    def encode(self) -> bytes:
        """The job as JSON, with what probing needs of the questions that are asked."""
        asked = {cell.question for cell in self.cells}
        questions = tuple(_for_probing(it) for it in self.questions if it.name in asked)
        files = {name: base64.b64encode(content).decode() for name, content in self.files.items()}
        return json.dumps({**asdict(replace(self, questions=questions)), "files": files}).encode()

    @classmethod
    def decode(cls, data: bytes) -> "Job":
        """The job that `encode` wrote: of its questions with what probing needs."""
        raw = json.loads(data)
        questions = []
        for entry in raw["questions"]:
            cases = [Case(**case | tuples_of(case)) for case in entry["cases"]]
            questions.append(Question(**{**entry, "cases": tuple(cases)}))
        cells = tuple(Cell(**cell) for cell in raw["cells"])
        files = {name: base64.b64decode(text) for name, text in raw["files"].items()}
        rest = {name: raw[name] for name in ("seeds", "script", "folder")}
        return cls(cells, tuple(questions), Limits(**raw["limits"]), files=files, **rest)


def _for_probing(question: Question) -> Question:
    """A question without its hints, mistakes, points and words, and without what is compared how."""
    judging = {"about": "", "behaviour": True, "run_at": None, "within": None, "data": None, "accuracy": None}
    cases = tuple(replace(case, **judging) for case in question.cases)
    words = {"title": "", "paper": "", "hints": (), "says": ()}
    return replace(question, cases=cases, criteria={}, mistakes=(), symmetric_padding=False, **words)


@dataclass(frozen=True, slots=True)
class Missing:
    """Why a question could not be probed: it was "not attempted", or what came before ended in "error" or "timeout"."""

    status: Literal["not attempted", "error", "timeout"]
    why: str


@dataclass(slots=True)
class JobResult:
    """What came back.

    Attributes:
        ending: "finished", or why it ended early.
        outputs: Per cell that ran, what came back as its outputs, unread.
        evidence: Per question that was probed, its evidence, unread.
        missing: Per question that could not be probed, why.
        seconds: Wall-clock time of the job.
        fault: Why nothing came back, if a machine failed and not the job.
        later: Evidence of questions that were probed once more, further below.
    """

    ending: Literal["finished", "timeout", "crashed", "flooded", "memory"] = "crashed"
    outputs: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    evidence: dict[str, bytes] = field(default_factory=dict)
    missing: dict[str, Missing] = field(default_factory=dict)
    seconds: float = 0.0
    fault: str = ""
    later: dict[str, bytes] = field(default_factory=dict)

    def encode(self) -> bytes:
        """The result as JSON, without a fault: those who run jobs have none to tell."""
        return json.dumps(
            {
                "ending": self.ending,
                "outputs": self.outputs,
                "evidence": {name: data.decode() for name, data in self.evidence.items()},
                "later": {name: data.decode() for name, data in self.later.items()},
                "missing": {name: asdict(missing) for name, missing in self.missing.items()},
                "seconds": self.seconds,
            }
        ).encode()

    @classmethod
    def decode(cls, data: bytes) -> "JobResult":
        """The result that `encode` wrote."""
        raw = json.loads(data)
        return cls(
            raw["ending"],
            {int(index): outputs for index, outputs in raw["outputs"].items()},
            {name: text.encode() for name, text in raw["evidence"].items()},
            {name: Missing(**missing) for name, missing in raw["missing"].items()},
            raw["seconds"],
            later={name: text.encode() for name, text in raw["later"].items()},
        )
