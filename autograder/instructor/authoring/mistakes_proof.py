"""Proves that the judge takes points for every one of the known mistakes and names it.

The command `autograder verify` calls it, unless it is asked to be quick (`cli.authoring`).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from autograder.judging.reference import OfficialReference
from autograder.judging.verdict import Verdict
from autograder.mistakes.assessment import assess
from autograder.mistakes.declaring import Mutant, can_be_built
from autograder.mistakes.making import known_mistakes
from autograder.networks.graph import describe
from autograder.schema.assignment import Case, Question
from autograder.schema.evidence import Built, Evidence

MOST_UNSEEN = 25  # of the mistakes of a case that are known by structure alone: each takes seconds to judge


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that a sound course fulfils, whether this one does, and what to do if not."""

    text: str
    holds: bool
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of a solution with one mistake put into one of its cases.

    Attributes:
        question: Name of the question.
        case: Name of the case.
        mutant: The network with the mistake.
        verdict: The judge's.
    """

    question: str
    case: str
    mutant: Mutant
    verdict: Verdict

    @property
    def lost(self) -> tuple[str, ...]:
        """The criteria that it failed."""
        return tuple(line.name for line in self.verdict.criteria if line.outcome.result == "failed")

    @property
    def named(self) -> bool:
        """Whether it is told its sentence, alone or beside one of the same behaviour; of two at once, any sentence."""
        found = self.verdict.diagnosis
        return found is not None and ("+" in self.mutant.mistake or self.mutant.sentence in found.sentence)

    @property
    def alike(self) -> tuple[str, ...]:
        """Mistakes that no behaviour can tell from this one."""
        found = self.verdict.diagnosis
        return found.mistakes if found and len(found.mistakes) > 1 else ()


def trials(question: Question, case: Case, reference: OfficialReference, pairs: bool = True) -> Iterator[Trial]:
    """Judge the solution of a question with every known mistake in one of its cases, one at a time.

    With `pairs`, two common mistakes at once are tried too.

    Of networks known by how they are built alone some are tried, spread over all mistakes; those that can't be built or
    compute what the solution does are no mistakes that anybody makes and loses points for.
    """
    evidence = reference.evidence[question.name]
    found = list(known_mistakes(question, case, evidence))
    unseen = [mutant for mutant, known in found if known.traits is None]
    tried = [mutant for mutant, known in found if known.traits is not None and (pairs or "+" not in known.mistake)]
    some = unseen[:: max(1, len(unseen) // MOST_UNSEEN)]
    for mutant in (*tried, *(it for it in some if can_be_built(it.graph))):
        seen = evidence.observations | {case.name: Built(describe(mutant.graph))}
        verdict = assess(question, Evidence(question.name, seen), reference)
        if mutant in tried or verdict.status != "passed":
            yield Trial(question.name, case.name, mutant, verdict)


def claims(assignment: str, question: str, tried: list[Trial]) -> Iterator[Claim]:
    """What has to hold for every mistake of a question."""
    known = f"each of {len(tried)} known mistakes"
    free = [trial for trial in tried if not trial.lost]
    silent = [trial for trial in tried if not trial.named]
    yield Claim(f"{assignment}: {question}: {known} loses points", not free, _listed(free))
    yield Claim(f"{assignment}: {question}: {known} is told by its name", not silent, _listed(silent))


def _listed(tried: list[Trial]) -> str:
    return ", ".join(sorted({f"{trial.mutant.mistake} ({trial.case})" for trial in tried}))
