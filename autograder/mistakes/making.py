"""Makes the known mistakes in the solution's graphs: what `check` and official grading recognise wrong answers by.

`instructor.authoring` records them with the public reference (`reference_files`) and proves them (`mistakes_proof`).
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.errors import BadEvidence, CourseError
from autograder.judging.answers import GraphAnswer, graph_answer
from autograder.judging.closeness import same_value
from autograder.judging.reference import PUBLIC_SEED, accepted
from autograder.judging.traits import Known, WrongValue, record_known, traits_of
from autograder.mistakes.architecture import Architecture
from autograder.mistakes.catalogue import blocks, ends, layers_relu_and_norm, modules, networks, shortcuts, stacks  # noqa: F401
from autograder.mistakes.declaring import Mutant, mutants
from autograder.mistakes.roles import plain
from autograder.networks.canonical import canonical
from autograder.probing.arguments import arguments
from autograder.schema.assignment import Case, Question
from autograder.schema.evidence import Evidence, Returned

MAX_MARKS = 12  # the first places where a network has a mistake
MOST_WORK = 5.1  # a mistake that makes a network this many times as expensive is not worth waiting for


def cases_with_mistakes(question: Question) -> list[Case]:
    """The cases in which mistakes are looked for: those that students know and whose behaviour is compared."""
    return [case for case in question.cases if case.public and case.behaviour and not case.raises]


def known_mistakes(question: Question, case: Case, evidence: Evidence) -> Iterator[tuple[Mutant, Known]]:
    """Every network that a known mistake makes of a case's solution and that measures or computes something else.

    Args:
        question: A question whose answers are networks; of others there are none.
        case: One of its cases.
        evidence: The solution's.

    Yields:
        The network with its mistake, and what is known of it at the public seed. Networks without shortcuts, and those
        of further cases, are known by how they are built alone: there are hundreds, and running them takes long. Among
        them may be some that compute what the solution does.
    """
    solution = _solution(question, case, evidence)
    if solution is None:
        return
    network = question.kind == "network"
    by_structure = network and (case is not question.run_case or plain(Architecture(solution.graph)))
    right = None if by_structure else traits_of(solution)
    pairs = question.kind == "block" and case is question.run_case
    candidates = mutants(solution.graph, pairs, question.paper, built=not by_structure)
    for other in question.cases:
        another = None if other.raises or not other.public else _solution(question, other, evidence)
        if another is None or another.graph == solution.graph:
            continue
        if another.graph.nodes[0].config == solution.graph.nodes[0].config:
            words = f"For {case.about} it builds what {other.about} asks for."
            candidates.append(Mutant("another_case", words, another.graph, frozenset()))
    for mutant in candidates:
        names = frozenset(mutant.graph.names[at] for at in sorted(mutant.marks)[:MAX_MARKS])
        structure = canonical(mutant.graph).digest  # as an answer with it is read
        if right is None:
            yield mutant, Known(mutant.mistake, mutant.sentence, None, names, structure)
            continue
        answer = graph_answer(mutant.graph, PUBLIC_SEED, case)
        if answer.size().macs > MOST_WORK * solution.size().macs:
            continue
        try:
            traits = traits_of(answer)
        except BadEvidence:  # it can be built, but not be run
            continue
        if traits.same_as(traits) and not traits.same_as(right):  # not itself: it grew beyond what can be compared
            yield mutant, Known(mutant.mistake, mutant.sentence, traits, names, structure)


def record_mistakes(question: Question, evidence: Evidence) -> dict[str, list[dict[str, Any]]]:
    """The known mistakes of a question by case, as JSON."""
    found: dict[str, list[dict[str, Any]]] = {}
    for case in cases_with_mistakes(question):
        known = [known for _, known in known_mistakes(question, case, evidence)]
        found[case.name] = [record_known(it) for it in (*known, *wrong_values(question, case, evidence))]
    return found


def wrong_values(question: Question, case: Case, evidence: Evidence) -> list[WrongValue]:
    """What the wrong formulas of a question give in a case, where that is not what the solution gives.

    Raises:
        CourseError: A formula can't be evaluated.
    """
    found, right = [], evidence.observations[case.name]
    for wrong in question.mistakes:
        try:
            value = eval(wrong.formula, {"np": np}, arguments(case, 0))  # the instructor's own
        except Exception as error:
            hint = f"It may use np and {', '.join(case.args)}."
            message = f"{question.name}: the formula of {wrong.name} fails: {type(error).__name__}: {error}."
            raise CourseError(message, hint=hint) from error
        if not (isinstance(right, Returned) and same_value(value, right.value)):
            found.append(WrongValue(wrong.name, wrong.says, value))
    return found


def _solution(question: Question, case: Case, evidence: Evidence) -> GraphAnswer | None:
    if question.kind == "trained":  # judged by what it says of images, however it is built
        return None
    answer = accepted(evidence.observations[case.name], question, case, PUBLIC_SEED)[0]
    return answer if isinstance(answer, GraphAnswer) else None
