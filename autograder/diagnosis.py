"""A wrong answer in, its mistake by name out, if it behaves exactly as a known mistake does; silence otherwise.

The mistakes are made in the solution's graph (`mutations`), and what they compute is recorded with the public
reference, condensed to a few numbers: enough to recognise the same behaviour, too little to tell how it came about.
So students' own `check` names mistakes too.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.answers import GraphAnswer, array_of, text_of
from autograder.criteria import relative, same_value
from autograder.evidence import pack, unpack
from autograder.fingerprint import fold
from autograder.tolerances import ALIKE

BRIEF = 8  # numbers per image that a run is condensed to
MAX_MARKS = 12
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


def recognise(answer: GraphAnswer, candidates: Iterable[Known]) -> Diagnosis | None:
    """The mistake in a wrong answer, if it is built as one of the candidates, or measures and computes what it does.

    Args:
        answer: The student's, at the seed of the candidates.
        candidates: Known mistakes.

    Raises:
        BadEvidence: The answer can't be run.
    """
    candidates, size = list(candidates), _size(answer)
    found = [known for known in candidates if known.structure == answer.graph.digest]
    alike = [known for known in candidates if known.traits is not None and known.traits.size == size]
    if alike and not found:
        traits = traits_of(answer)
        found = [known for known in alike if known.traits is not None and known.traits.same_as(traits)]
    found = [known for known in found if "+" not in known.mistake] or found[:1]
    sentences = list(dict.fromkeys(known.sentence for known in found))
    if not sentences or len(sentences) > 2:
        return None
    words = " Or, with the same effect: ".join(sentences)
    names = frozenset[str]().union(*(known.marks for known in found))
    marks = frozenset(at for at, name in enumerate(answer.graph.names) if name in names)
    return Diagnosis(tuple(dict.fromkeys(known.mistake for known in found)), words, marks)


def recognise_value(value: Any, candidates: Iterable[WrongValue]) -> Diagnosis | None:
    """The mistake that leads to a wrong value, if only one of the candidates does."""
    found = [wrong for wrong in candidates if same_value(value, wrong.value)]
    return Diagnosis((found[0].mistake,), found[0].sentence) if len(found) == 1 else None


def traits_of(answer: GraphAnswer) -> Traits:
    """Measure and run an answer, on the smaller input if it has one."""
    runs, softmax = [], False
    for training in (False, True):
        run = answer.run(training, answer.shrinks())
        runs.append([fold(row, f"brief {training}", BRIEF) for row in (*run.outputs, run.statistics)])
        softmax = run.probabilities is not None
    return Traits(_size(answer), softmax, np.array(runs))


def record_known(known: Known | WrongValue) -> dict[str, Any]:
    """A JSON form of a mistake; `read_known` reads it."""
    if isinstance(known, WrongValue):
        return {"mistake": known.mistake, "sentence": known.sentence, "value": pack(known.value)}
    record: dict[str, Any] = {
        "mistake": known.mistake,
        "sentence": known.sentence,
        "structure": known.structure,
        "marks": sorted(known.marks)[:MAX_MARKS],
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


def _size(answer: GraphAnswer) -> Sizes:
    size = answer.size()
    return size.shapes, size.trainable, size.non_trainable
