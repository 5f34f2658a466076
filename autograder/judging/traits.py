"""What is kept of a known mistake: how an answer with it is built, what it measures and what it computes, in brief.

The mistakes are made in the solution's graph (`mistakes.making`), and what they compute is recorded with the public
reference, condensed to a few numbers: enough to recognise the same behaviour (`mistakes.recognition`), too little to
tell how it came about. So students' own `check` names mistakes too.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.judging.answers import GraphAnswer
from autograder.judging.closeness import relative
from autograder.judging.tolerances import ALIKE
from autograder.networks.run import fold
from autograder.schema.packing import array_of, pack, text_of, unpack

BRIEF = 8  # numbers per image that a run is condensed to
Sizes = tuple[tuple[tuple[int | None, ...], ...], int, int]


@dataclass(frozen=True, slots=True)
class Traits:
    """What an answer measures and computes, in brief.

    Attributes:
        size: Shapes, trainable and other parameters.
        softmax: Whether it ends in one, so that logarithms are compared.
        runs: (2, batch + 1, 8) numbers, of a run for inference and one in training: a row per image, and one of the
            statistics that training collects.
    """

    size: Sizes
    softmax: bool
    runs: np.ndarray

    def same_as(self, other: "Traits") -> bool:
        """Whether two answers have the same size and compute the same up to rounding."""
        if (self.size, self.softmax) != (other.size, other.softmax):
            return False
        rows = slice(0, -1), slice(-1, None)  # images and statistics, each relative to its own spread
        pairs = zip(self.runs, other.runs, strict=True)
        return all(relative(mine[row], theirs[row]) <= ALIKE for mine, theirs in pairs for row in rows)


@dataclass(frozen=True, slots=True)
class Known:
    """A mistake that answers are compared with.

    Attributes:
        mistake: Its name; two made at once are joined by "+".
        sentence: What the student reads.
        traits: What an answer with it measures and computes at the public seed. None of a mistake that is known by its
            structure alone.
        marks: Names of the nodes to look at (`Graph.names`).
        structure: The digest of the graph with it.
    """

    mistake: str
    sentence: str
    traits: Traits | None
    marks: frozenset[str]
    structure: str


@dataclass(frozen=True, slots=True)
class WrongValue:
    """A value that a known mistake leads to.

    Attributes:
        mistake: Its name.
        sentence: What the student reads.
        value: What a wrong formula gives in one case.
    """

    mistake: str
    sentence: str
    value: Any


def traits_of(answer: GraphAnswer) -> Traits:
    """Measure and run an answer, on the smaller input if it has one."""
    runs, softmax = [], False
    for training in (False, True):
        run = answer.run(training, answer.shrinks())
        runs.append([fold(row, f"brief {training}", BRIEF) for row in (*run.outputs, run.statistics)])
        softmax = run.probabilities is not None
    return Traits(size_of(answer), softmax, np.array(runs))


def record_known(known: Known | WrongValue) -> dict[str, Any]:
    """A JSON form of a mistake; `read_known` reads it."""
    if isinstance(known, WrongValue):
        return {"mistake": known.mistake, "sentence": known.sentence, "value": pack(known.value)}
    record: dict[str, Any] = {
        "mistake": known.mistake,
        "sentence": known.sentence,
        "structure": known.structure,
        "marks": sorted(known.marks),
    }
    if known.traits is None:
        return record
    shapes, trainable, non_trainable = known.traits.size
    return record | {
        "size": [[list(shape) for shape in shapes], trainable, non_trainable],
        "softmax": known.traits.softmax,
        "runs": text_of(known.traits.runs),
    }


def read_known(record: dict[str, Any]) -> Known | WrongValue:
    """The mistake that `record_known` made a JSON form of."""
    if "value" in record:
        return WrongValue(record["mistake"], record["sentence"], unpack(record["value"]))
    traits = None
    if "size" in record:
        shapes, trainable, non_trainable = record["size"]
        size = tuple(tuple(shape) for shape in shapes), trainable, non_trainable
        traits = Traits(size, record["softmax"], array_of(record["runs"]))
    return Known(record["mistake"], record["sentence"], traits, frozenset(record["marks"]), record["structure"])


def size_of(answer: GraphAnswer) -> Sizes:
    size = answer.size()
    return size.shapes, size.trainable, size.non_trainable
