"""Where the reference comes from: the evidence of the instructor's own solution, recorded by `autograder record`.

`data/reference/<id>.json` has the solution's evidence for every case; official judging runs it beside the student's
with a fresh seed. `data/reference/public/<id>.json` is what students get: the questions, and counts, shapes and
fingerprints of the public cases at a public seed, which do not give the architecture away.
"""

import json
import re
import secrets
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from autograder.digests import key_of
from autograder.errors import CourseError
from autograder.judging.answers import (
    Answer,
    Examination,
    GraphAnswer,
    RecordedAnswer,
    ValueAnswer,
    answer_of,
    graph_answer,
    record_answer,
    recorded_answer,
)
from autograder.judging.examination import unseen_images
from autograder.judging.tolerances import NETWORKS
from autograder.judging.traits import Known, WrongValue, read_known
from autograder.networks.canonical import same_as_symmetric_padding
from autograder.paths import public_folder
from autograder.schema.assignment import Assignment, Case, Question
from autograder.schema.evidence import Built, Evidence, Observation, Returned, Trained, decode, encode
from autograder.schema.job import EXPERIMENT
from autograder.schema.packing import pack, unpack
from autograder.schema.published import public_files, public_part, read_public

PUBLIC_SEED = "public"
VALUE_SEED = 20151210  # of references that were recorded before seeds were drawn

Mistakes = dict[str, dict[str, list[Known | WrongValue]]]  # by question and case


class Reference(Protocol):
    """What the judge asks of a reference: the seed to run both answers with, and the answer to each case."""

    @property
    def seed(self) -> str:
        """Seeds weights and inputs."""
        ...

    @property
    def mistakes(self) -> Mistakes:
        """The known mistakes."""
        ...

    def answers(self, question: Question, case: Case) -> list[Answer]:
        """The accepted answers to a case, the solution's own first."""
        ...


@dataclass(frozen=True, slots=True)
class OfficialReference:
    """The solution's evidence, run with a seed of its own for every grading run.

    `held_out` is the folder of the images that trained networks are examined with; `made_from` is what `solution_key`
    was when it was recorded; `value_seed`, drawn then, seeds the arrays of the cases that students do not see.
    """

    evidence: dict[str, Evidence]
    seed: str
    mistakes: Mistakes = field(default_factory=dict)
    held_out: Path = Path()
    made_from: str = ""
    value_seed: int = VALUE_SEED
    known: dict[tuple[str, str], list[Answer]] = field(default_factory=dict)

    def answers(self, question: Question, case: Case) -> list[Answer]:
        key = question.name, case.name
        if key not in self.known:
            right = accepted(self.evidence[question.name].observations[case.name], question, case, self.seed)
            self.known[key] = [expectation(answer, question, case, self.held_out) for answer in right]
        return self.known[key]


@dataclass(frozen=True, slots=True)
class PublicReference:
    """Recorded numbers of the public cases; `folder` has the images that trained networks are examined with."""

    records: dict[str, dict[str, list[Any]]]
    mistakes: Mistakes = field(default_factory=dict)
    seed: str = PUBLIC_SEED
    folder: Path = field(default_factory=public_folder)

    def answers(self, question: Question, case: Case) -> list[Answer]:
        records = self.records[question.name][case.name]
        values = [_value(it) if "value" in it else recorded_answer(it) for it in records]
        return [expectation(answer, question, case, self.folder) for answer in values]


def expectation(answer: Answer, question: Question, case: Case, images: Path) -> Answer:
    """The solution's answer with what a case asks besides; `images` is the folder of those to examine with."""
    if isinstance(answer, ValueAnswer):
        return replace(answer, within=case.within, says=question.says)
    if isinstance(answer, GraphAnswer):
        answer = replace(answer, tolerance=NETWORKS[question.kind].together, own=True)
    elif isinstance(answer, RecordedAnswer):
        answer = replace(answer, tolerance=NETWORKS[question.kind].recorded)
    if case.data and case.accuracy:
        return Examination(answer, *unseen_images(images / case.data), case.accuracy)
    return answer


def _value(record: dict[str, Any]) -> ValueAnswer:
    return ValueAnswer(unpack(record["value"]), tuple((images, 0.0) for images in record.get("batches", ())))


def accepted(observation: Observation, question: Question, case: Case, seed: str) -> list[Answer]:
    """The answers that a solution's observation stands for.

    Where symmetric padding is as right as "same", an answer that pads so window by window is read as "same"; one that
    comes to the same in another way (a convolution followed by a slice) equals the solution with all windows padded
    so.
    """
    answer = answer_of(observation, seed, question, case)
    if question.symmetric_padding and isinstance(answer, GraphAnswer):
        other = graph_answer(same_as_symmetric_padding(answer.graph), seed, case)
        return [answer] if other == answer else [answer, other]
    return [answer]


def read_mistakes(records: dict[str, dict[str, list[dict[str, Any]]]]) -> Mistakes:
    """The known mistakes in a public file, by question and case.

    Raises:
        CourseError: They were recorded by another version.
    """
    try:
        return {
            question: {case: [read_known(it) for it in entries] for case, entries in cases.items()}
            for question, cases in records.items()
        }
    except (KeyError, TypeError, ValueError) as error:
        hint = "Run `autograder record`, or install the version that it came with."
        raise CourseError("The recorded mistakes are of another version.", hint=hint) from error


def official_reference(assignment: Assignment, seed: str | None = None) -> OfficialReference:
    """The official reference, with a fresh seed unless one is given.

    Raises:
        CourseError: None was recorded, or it lacks a case that the assignment declares.
    """
    course = assignment.course
    path = course.reference(assignment.id)
    if not path.exists():
        raise CourseError(f"No reference is recorded for {assignment.id}.", hint="Run `autograder record`.")
    recorded = json.loads(path.read_text(encoding="utf-8"))
    evidence = {name: decode(json.dumps(entry).encode()) for name, entry in recorded["evidence"].items()}
    for question in assignment.questions:
        known = evidence[question.name].observations if question.name in evidence else {}
        if any(case.name not in known for case in question.cases):
            raise CourseError(f"The reference of {question.name} is out of date.", hint="Run `autograder record`.")
    public = json.loads(course.public_reference(assignment.id).read_text(encoding="utf-8"))
    mistakes = read_mistakes(public.get("mistakes", {}))
    made = recorded.get("made_from", ""), recorded.get("value_seed", VALUE_SEED)
    return OfficialReference(evidence, seed or secrets.token_hex(16), mistakes, course.held_out, *made)


@lru_cache(maxsize=1)
def public_assignments() -> dict[str, tuple[Assignment, PublicReference]]:
    """Every assignment that has a public reference, by id; the first call decides where it is read from."""
    found = {}
    for path in public_files():
        assignment, data = read_public(path)
        mistakes = read_mistakes(data.get("mistakes", {}))
        found[assignment.id] = assignment, PublicReference(data["fingerprints"], mistakes, folder=path.parent)
    return found


def solution_key(assignment: Assignment) -> str:
    """A key of what a reference is recorded from: the solution's code, and the questions but for words and points."""
    text = (assignment.course.solution(assignment.id) / f"{assignment.id}.py").read_text(encoding="utf-8")
    cells = [cell.partition("\n") for cell in re.split("^(?=# %%)", text, flags=re.MULTILINE)[1:]]
    code = [body.strip() for head, _, body in cells if "[markdown]" not in head and f'"{EXPERIMENT}"' not in head]
    parts = [replace(it, title="", criteria={}, hints=(), cases=()) for it in assignment.questions]
    parts += [replace(case, about="") for it in assignment.questions for case in it.cases]
    settings = [{name: value for name, value in asdict(part).items() if value} for part in parts]
    return key_of(*code, json.dumps(settings, sort_keys=True))


def require_current(assignment: Assignment, reference: OfficialReference) -> None:
    """See that a reference was recorded from the solution and the questions as they are now.

    Raises:
        CourseError: It was not.
    """
    if reference.made_from != solution_key(assignment):
        what = f"The reference of {assignment.id} was not recorded from its solution and questions as they are now."
        raise CourseError(what, hint=f"Run `autograder record {assignment.id}`.")


def official_record(
    assignment: Assignment,
    evidence: dict[str, Evidence],
    provenance: dict[str, str],
    made_from: str,
    value_seed: int,
) -> dict[str, Any]:
    """The content of the official file: the solution's evidence on every case; `made_from` as `solution_key` has it."""
    return {
        "provenance": provenance,
        "made_from": made_from,
        "value_seed": value_seed,
        "evidence": {
            question.name: json.loads(encode(without_training(evidence[question.name])))
            for question in assignment.questions
        },
    }


def without_training(evidence: Evidence) -> Evidence:
    """Evidence with networks as they are built: of a trained one no weights are recorded."""
    plain: dict[str, Observation] = {
        name: Built(it.graph) if isinstance(it, Trained) else it for name, it in evidence.observations.items()
    }
    return Evidence(evidence.question, plain)


def public_record(assignment: Assignment, evidence: dict[str, Evidence], provenance: dict[str, str]) -> dict[str, Any]:
    """The content of the public file: questions, and what the public cases' answers measure at the public seed."""
    fingerprints: dict[str, dict[str, list[Any]]] = {}
    for question in assignment.questions:
        records = fingerprints.setdefault(question.name, {})
        known = without_training(evidence[question.name])
        for case in question.cases:
            observation = known.observations[case.name]
            if not case.public or case.raises:
                continue
            if isinstance(observation, Returned):
                batches = [images for images, _ in observation.batches]
                records[case.name] = [{"value": pack(observation.value)} | ({"batches": batches} if batches else {})]
                continue
            answers = accepted(observation, question, case, PUBLIC_SEED)
            runs = case.behaviour and question.kind != "trained"
            records[case.name] = [record_answer(answer, runs) for answer in answers]
    return {"provenance": provenance, "assignment": public_part(assignment), "fingerprints": fingerprints}
