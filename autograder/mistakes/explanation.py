"""Explains a judged answer: finds the mistake behind it and the network to show, and is silent where none is known.

`assessment` calls it. It asks `keras_misuse`, `recognition`, `wrong_values` and `single_difference`.
"""

import contextlib

from autograder.errors import BadEvidence
from autograder.judging.admission import too_much
from autograder.judging.answers import Answer, GraphAnswer, ValueAnswer, answer_of
from autograder.judging.closeness import same_value
from autograder.judging.reference import PUBLIC_SEED, Reference
from autograder.judging.traits import Known, WrongValue
from autograder.judging.verdict import Diagnosis, Outcome
from autograder.mistakes.keras_misuse import channels_first, misuse, wrong_exception
from autograder.mistakes.recognition import recognise, recognise_value
from autograder.mistakes.single_difference import single_difference
from autograder.mistakes.wrong_values import slip
from autograder.networks.graph import Graph
from autograder.schema.assignment import Case, Question
from autograder.schema.evidence import Built, Evidence, Raised, Refused, Returned, observation_of, raises_as_asked


def explain(
    question: Question, evidence: Evidence, reference: Reference, outcomes: dict[str, Outcome]
) -> tuple[Diagnosis | None, Graph | None]:
    """The mistake by name and the network that has it.

    It is looked for in the printed example; if that is right, in the further ones that students know.
    """
    failed = {name for name in question.criteria if outcomes[name].result == "failed"}
    if failed == {"errors"}:
        wrong = next(case for case in question.cases if not raises_as_asked(case, observation_of(evidence, case)))
        return wrong_exception(wrong, observation_of(evidence, wrong)), None
    printed = bool(failed - {"arguments", "errors"})  # whether the printed example is wrong
    rest = [case for case in question.cases if case is not question.example]
    cases = rest if "arguments" in failed and not printed else [question.run_case, question.example]
    graph, slipped = None, None
    for case in cases:
        observation = observation_of(evidence, case)
        if case.raises or not case.public:
            continue
        if failed and isinstance(observation, Raised | Refused):
            if found := misuse(observation):
                return found, graph
            continue
        known = reference.mistakes.get(question.name, {}).get(case.name, [])
        if failed and isinstance(observation, Returned):
            found = recognise_value(observation.value, [it for it in known if isinstance(it, WrongValue)])
            if found:
                return found, graph
            slipped = slipped or _wrong_value(question, case, evidence, reference)
        elif isinstance(observation, Built):
            with contextlib.suppress(BadEvidence):
                answer = answer_of(observation, PUBLIC_SEED, question, case)
                if not isinstance(answer, GraphAnswer):
                    continue
                graph = graph or answer.graph
                if failed and (found := channels_first(answer.graph)):
                    return found, answer.graph
                right = reference.answers(question, case)
                if too_much(answer.size(), right[0].size()):
                    break
                candidates = [it for it in known if isinstance(it, Known)]
                found = recognise(answer, candidates) if failed else None
                if failed and not found:
                    found = _another_case(question, case, answer, reference)
                if printed and not found:
                    found = _compared(answer, right)
                if found:
                    return found, answer.graph
    return slipped, graph


def _wrong_value(question: Question, case: Case, evidence: Evidence, reference: Reference) -> Diagnosis | None:
    """What can be told of a wrong value by the right one, and by what the printed example got."""
    here, printed = (observation_of(evidence, it) for it in (case, question.example))
    right = reference.answers(question, case)[0]
    if not (isinstance(here, Returned) and isinstance(right, ValueAnswer)) or same_value(here.value, right.value):
        return None
    if case is not question.example and isinstance(printed, Returned) and same_value(here.value, printed.value):
        words = f"For {case.about} it returns the same as for {question.example.about}. The arguments have to matter."
        return Diagnosis(("same_everywhere",), words)
    return slip(here.value, right.value, measured=right.within is not None)


def _another_case(question: Question, case: Case, student: GraphAnswer, reference: Reference) -> Diagnosis | None:
    """Whether the answer has exactly the size that another case asks for: ResNet-50's for depth 34, say."""
    size = student.size()
    if size == reference.answers(question, case)[0].size():
        return None
    for other in question.cases:
        known = other is not case and other.public and not other.raises
        if known and size == reference.answers(question, other)[0].size():
            return Diagnosis(("another_case",), f"For {case.about} it builds what {other.about} asks for.")
    return None


def _compared(student: GraphAnswer, right: list[Answer]) -> Diagnosis | None:
    """The only difference to a solution, if its graph is at hand: when judged officially."""
    graphs = (answer.graph for answer in right if isinstance(answer, GraphAnswer))
    return next(filter(None, (single_difference(student.graph, graph) for graph in graphs)), None)
