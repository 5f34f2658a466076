"""Recognises a wrong answer that behaves exactly as a known mistake does, and is silent about all others.

`explanation` calls it with the mistakes that the reference has of a case.
"""

from collections.abc import Iterable
from typing import Any

from autograder.judging.answers import GraphAnswer
from autograder.judging.closeness import same_value
from autograder.judging.traits import Known, WrongValue, size_of, traits_of
from autograder.judging.verdict import Diagnosis


def recognise(answer: GraphAnswer, candidates: Iterable[Known]) -> Diagnosis | None:
    """The mistake in a wrong answer, if it is built as one of the candidates, or measures and computes what it does.

    Args:
        answer: The student's, at the seed of the candidates.
        candidates: Known mistakes.

    Raises:
        BadEvidence: The answer can't be run.
    """
    candidates, size = list(candidates), size_of(answer)
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
