"""Judges an answer, then explains what is wrong with it: what every grade and every check comes from."""

import hashlib
from dataclasses import replace

from autograder.errors import BadEvidence
from autograder.judging.judge import judge, nothing
from autograder.judging.reference import OfficialReference, PublicReference, Reference
from autograder.judging.verdict import Verdict
from autograder.mistakes.explanation import explain
from autograder.mistakes.keras_misuse import misuse
from autograder.schema.assignment import Assignment, Question
from autograder.schema.evidence import Evidence, Raised, decode
from autograder.schema.job import TOO_LONG, JobResult

ENDINGS = {
    "timeout": "The notebook ran out of time before this answer was reached.",
    "crashed": "The notebook's process ended before this answer was reached (exit called? out of memory?).",
    "flooded": "The notebook sent more than is accepted.",
    "memory": "The notebook used more memory than it may before this answer was reached.",
}
MAX_KNOWN = 512
_known: dict[tuple[str, str, bytes], Verdict] = {}


def assess(question: Question, evidence: Evidence, reference: Reference) -> Verdict:
    """Judge an answer, and explain what is wrong with it. The explanation adds to the verdict and changes no points.

    Args:
        question: The question that was answered.
        evidence: What the probe observed, one observation per case of the question.
        reference: The same question's reference, official or public.
    """
    verdict = judge(question, evidence, reference)
    if verdict.status not in ("passed", "failed"):
        return verdict
    try:
        found, graph = explain(question, evidence, reference, {it.name: it.outcome for it in verdict.criteria})
    except Exception:  # evidence forged in a way that nobody thought of: judged, not explained, and to be looked at
        return replace(verdict, review=True)
    return replace(verdict, diagnosis=found, graph=graph)


def verdicts_of(
    assignment: Assignment, reference: OfficialReference | PublicReference, result: JobResult
) -> dict[str, Verdict]:
    """One verdict per question, whatever came back. Of an answer that is written anew further below, the better."""
    verdicts = {}
    for question in assignment.questions:
        name = question.name
        tries = [found[name] for found in (result.evidence, result.later) if name in found]
        if tries:
            judged = [_judged(question, data, assignment.limits.evidence_kib * 1024, reference) for data in tries]
            best = max(judged, key=lambda it: it.points)
            differ = any(it.points != best.points for it in judged)
            verdicts[name] = replace(best, review=best.review or differ or TOO_LONG.encode() in tries[0])
        elif name in result.missing:
            missing = result.missing[name]
            found = misuse(Raised("", missing.why)) if missing.status == "error" else None
            verdicts[name] = nothing(question, missing.status, missing.why, diagnosis=found)
        else:
            status = "timeout" if result.ending == "timeout" else "error"
            message = ENDINGS.get(result.ending, "No evidence came back.")
            verdicts[name] = nothing(question, status, message, review=True)
    return verdicts


def _judged(question: Question, data: bytes, max_bytes: int, reference: OfficialReference | PublicReference) -> Verdict:
    """The verdict on evidence. The same evidence, as many right answers send it, is judged once."""
    key = reference.seed, repr(question), hashlib.sha256(data).digest()
    if key not in _known:
        if len(_known) >= MAX_KNOWN:
            _known.clear()
        try:
            _known[key] = assess(question, decode(data, max_bytes), reference)
        except BadEvidence as fault:
            _known[key] = nothing(question, "error", str(fault), review=True)
        except Exception as error:  # forged in a way that nobody thought of
            words = f"This answer could not be read ({type(error).__name__})."
            _known[key] = nothing(question, "error", words, review=True)
    return _known[key]
