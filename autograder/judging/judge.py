"""Judges evidence by a reference: a verdict per criterion, with points and a sentence.

One wrong criterion does not wipe out the others: each is judged on its own, those that can't be say "not run", and
further arguments ask only whether what held for the printed example holds for them too. `mistakes.assessment` calls it
for every grade and every check.
"""

from autograder.errors import BadEvidence
from autograder.judging.answers import Answer, answer_of
from autograder.judging.criteria import CRITERIA
from autograder.judging.reference import Reference
from autograder.judging.verdict import CriterionVerdict, Diagnosis, Outcome, Status, Verdict
from autograder.schema.assignment import Case, Question
from autograder.schema.evidence import Evidence, Observation, Raised, Refused, observation_of, raises_as_asked

RUN = ("outputs", "training")  # criteria that need a network to be run
VALUES = {"outputs": "It returns the right value."}
SENTENCES = {
    "builds": "It runs and returns what was asked for.",
    "arguments": "What holds for the printed example holds for other arguments.",
    "errors": "Arguments that make no sense raise the right exception.",
}


def judge(question: Question, evidence: Evidence, reference: Reference) -> Verdict:
    """Compare a student's evidence with the reference.

    Args:
        question: The question that was answered.
        evidence: What the probe observed, one observation per case of the question.
        reference: The same question's reference, official or public.

    Returns:
        The verdict, without a diagnosis. Evidence that is malformed or missing earns nothing and is marked for review.
    """
    if evidence.question != question.name:
        return nothing(question, "error", "The evidence is for another question.", review=True)
    try:
        return _judge(question, evidence, reference)
    except BadEvidence as fault:
        return nothing(question, "error", str(fault), review=True)
    except Exception as error:  # evidence forged in a way that nobody thought of: it earns nothing and stops nothing
        return nothing(question, "error", f"This answer could not be judged ({type(error).__name__}).", review=True)


def nothing(
    question: Question, status: Status, message: str, review: bool = False, diagnosis: Diagnosis | None = None
) -> Verdict:
    """The verdict on an answer of which nothing could be judged: no points, and a sentence that says why."""
    outcome = Outcome("not run", message)
    lines = tuple(
        CriterionVerdict(name, sentence_of(name, question), outcome, 0.0, points)
        for name, points in question.criteria.items()
    )
    return Verdict(question.name, question.title, status, lines, message, review, diagnosis)


def sentence_of(criterion: str, question: Question) -> str:
    """The sentence that announces a criterion to the student."""
    of_values = VALUES if question.kind in ("value", "chart") else {}
    return of_values.get(criterion) or SENTENCES.get(criterion) or CRITERIA[criterion].sentence


def _judge(question: Question, evidence: Evidence, reference: Reference) -> Verdict:
    observation = observation_of(evidence, question.example)
    if isinstance(observation, Raised) and not observation.attempted:
        return nothing(question, "not attempted", "Not answered yet.")
    for case in question.cases:
        observation_of(evidence, case)
    built, student = _answer(question, question.example, evidence, reference.seed)
    outcomes = _compare(question, question.example, built, student, reference)
    fits = student is None or not student.misfit
    if question.run_case is not question.example:  # too large to be run: a smaller one stands for it
        answer = _answer(question, question.run_case, evidence, reference.seed)
        runs = _compare(question, question.run_case, *answer, reference)
        outcomes |= {name: outcome for name, outcome in runs.items() if name in RUN}
    passed = frozenset(name for name, outcome in outcomes.items() if outcome.result == "passed")
    outcomes["arguments"] = _further(question, evidence, reference, passed, fits)
    outcomes["errors"] = _errors(question, evidence, passed)
    lines = tuple(
        CriterionVerdict(
            name,
            sentence_of(name, question),
            outcomes[name],
            points if outcomes[name].result == "passed" else points * outcomes[name].share,
            points,
        )
        for name, points in question.criteria.items()
    )
    full = all(line.outcome.result == "passed" for line in lines)
    return Verdict(question.name, question.title, "passed" if full else "failed", lines)


def _answer(question: Question, case: Case, evidence: Evidence, seed: str) -> tuple[Outcome, Answer | None]:
    """Whether there is an answer to a case, and the answer."""
    observation = observation_of(evidence, case)
    built = _builds(observation)
    if built.result != "passed":
        return built, None
    try:
        student = answer_of(observation, seed, question, case)
        student.size()
    except BadEvidence as fault:
        return Outcome("failed", str(fault)), None
    return built, student


def _compare(
    question: Question,
    case: Case,
    built: Outcome,
    student: Answer | None,
    reference: Reference,
    among: frozenset[str] | None = None,
) -> dict[str, Outcome]:
    """The outcome of every criterion that looks at one case alone; of those in `among`, if it is given.

    Of several accepted references the one that the answer comes closest to explains.
    """
    names = [
        name
        for name in CRITERIA
        if name in question.criteria and (among is None or name in among) and (case.behaviour or name not in RUN)
    ]
    best: dict[str, Outcome] = {}
    for accepted in reference.answers(question, case):
        outcomes = _compare_with(question, names, built, student, accepted)
        if not best or _passes(outcomes) > _passes(best):
            best = outcomes
        if _passes(best) == len(best):
            break
    return best


def _passes(outcomes: dict[str, Outcome]) -> int:
    return sum(outcome.result == "passed" for outcome in outcomes.values())


def _compare_with(
    question: Question, names: list[str], built: Outcome, student: Answer | None, accepted: Answer
) -> dict[str, Outcome]:
    outcomes = {"builds": built}
    for name in names:
        criterion = CRITERIA[name]
        missing = [need for need in criterion.needs if need in outcomes and outcomes[need].result != "passed"]
        if missing or student is None:
            first = missing[0] if missing else "builds"
            outcomes[name] = Outcome("not run", f"Not run: it needs “{sentence_of(first, question)}” first.")
            continue
        passed = frozenset(key for key, outcome in outcomes.items() if outcome.result == "passed")
        try:
            outcomes[name] = criterion.compare(student, accepted, passed)
        except BadEvidence as fault:
            outcomes[name] = Outcome("failed", str(fault))
    return outcomes


def _builds(observation: Observation) -> Outcome:
    if isinstance(observation, Refused):
        return Outcome("failed", observation.message)
    if isinstance(observation, Raised):
        where = f' at "{observation.line}"' if observation.line else ""
        first = observation.message.splitlines()[0] if observation.message else ""
        said = f": {first}" if first else "."
        return Outcome("failed", f"It raised {observation.type}{where}{said}", received=observation.type)
    return Outcome("passed")


def _further(
    question: Question, evidence: Evidence, reference: Reference, passed: frozenset[str], fits: bool
) -> Outcome:
    """Whether what `passed` for the printed example holds for other arguments, and that it `fits` them."""
    if not passed & {"parameters", "outputs"}:
        return Outcome("not run", "Not run: the printed example must have the right parameters or outputs first.")
    for case in question.cases[1:]:
        if case.raises:
            continue
        built, student = _answer(question, case, evidence, reference.seed)
        if fits and student is not None and student.misfit:
            built, student = Outcome("failed", student.misfit), None
        outcomes = _compare(question, case, built, student, reference, passed)
        for name, outcome in outcomes.items():
            if outcome.result != "passed":
                if case.public or name == "builds":
                    return Outcome("failed", f"With {case.about}: {_uncapitalise(outcome.message)}")
                return Outcome(
                    "failed", f"With {case.about} this no longer holds: {sentence_of(name, question).lower()}"
                )
    return Outcome("passed")


def _errors(question: Question, evidence: Evidence, passed: frozenset[str]) -> Outcome:
    if "builds" not in passed:
        return Outcome("not run", "Not run: the printed example must build first.")
    for case in question.cases:
        seen = observation_of(evidence, case)
        if not raises_as_asked(case, seen):
            received = seen.type if isinstance(seen, Raised) else "no exception"
            words = f"With {case.about} it must raise {case.raises}; it raised {received}."
            return Outcome("failed", words, case.raises or "", received)
    return Outcome("passed")


def _uncapitalise(text: str) -> str:
    return text[:1].lower() + text[1:] if not text[:2].isupper() else text
