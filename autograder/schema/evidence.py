"""What a submission hands out, and its strict reading: plain data that can be wrong but can do no harm.

An answer is observed once per case. Each observation is one of five records: a graph was `Built`, or came `Trained`,
a value was `Returned`, the call `Raised`, or what came back was `Refused` because no case can accept it. They
travel as JSON; arrays as base64 of little-endian numbers, never pickled.
"""

import json
from dataclasses import dataclass, field
from typing import Any

from autograder.errors import BadEvidence
from autograder.schema.assignment import Case
from autograder.schema.packing import mapping, pack, unpack
from autograder.text import clean

MAX_DEPTH = 40  # nested lists and objects in one evidence
MAX_TEXT = 2000  # characters of a message


@dataclass(frozen=True, slots=True)
class Built:
    """The function built a graph: the plain description made by `probing.trace.graph_of`, not yet checked."""

    graph: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Trained:
    """The function returned a network whose weights count: its graph as of `Built`, and a list of arrays an owner."""

    graph: dict[str, Any]
    weights: Any


@dataclass(frozen=True, slots=True)
class Returned:
    """The function returned a value: numbers, text, arrays, lists and dicts of them, or a described figure.

    Attributes:
        value: The value.
        batches: What it called a `probing.paused_model` with, as `slowest_calls` has it: images and milliseconds.
    """

    value: Any
    batches: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Raised:
    """The function raised.

    Attributes:
        type: Name of the exception's class.
        message: Its text, without terminal colours.
        line: The student's source line that raised, "" if unknown.
        attempted: False if this is the untouched stub's NotImplementedError.
        bases: Names of the classes that the exception's class extends, itself included.
    """

    type: str
    message: str
    line: str = ""
    attempted: bool = True
    bases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """The function came back with something that is no answer; the message says what to return instead."""

    message: str


Observation = Built | Trained | Returned | Raised | Refused
RECORDS: dict[str, type] = {
    "built": Built,
    "trained": Trained,
    "returned": Returned,
    "raised": Raised,
    "refused": Refused,
}
PACKED = ("value", "weights")  # fields that `pack` writes
FIELDS: dict[str, dict[str, type]] = {
    "built": {"graph": dict},
    "trained": {"graph": dict, "weights": list},
    "returned": {"value": object, "batches": list},
    "raised": {"type": str, "message": str, "line": str, "attempted": bool, "bases": list},
    "refused": {"message": str},
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """All observations of one answer, by name of the case. `missing` says why there are none."""

    question: str
    observations: dict[str, Observation] = field(default_factory=dict)


def encode(evidence: Evidence) -> bytes:
    """Evidence as UTF-8 JSON.

    Raises:
        TypeError: A returned value is of a kind that evidence can't hold (see `pack`).
    """
    cases = {}
    for case, observation in evidence.observations.items():
        name = next(name for name, record in RECORDS.items() if isinstance(observation, record))
        values = {key: getattr(observation, key) for key in FIELDS[name]}
        values |= {key: pack(values[key]) for key in PACKED if key in values}
        if not values.get("batches", True):
            del values["batches"]
        cases[case] = {"outcome": name, **values}
    return json.dumps({"question": evidence.question, "cases": cases}, separators=(",", ":")).encode()


def decode(data: bytes, max_bytes: int = 1 << 24) -> Evidence:
    """Read evidence from untrusted bytes.

    Raises:
        BadEvidence: It is too large, too deep, not JSON, or not of the structure above.
    """
    if len(data) > max_bytes:
        raise BadEvidence(f"The evidence has {len(data):,} bytes; {max_bytes:,} are allowed.")
    try:
        raw = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise BadEvidence(f"The evidence is not JSON: {type(error).__name__}.") from None
    _check_depth(raw)
    question, cases = mapping(raw).get("question"), mapping(mapping(raw).get("cases"))
    if not isinstance(question, str):
        raise BadEvidence("The evidence names no question.")
    return Evidence(question, {case: _observation(mapping(entry)) for case, entry in cases.items()})


def _observation(entry: dict[str, Any]) -> Observation:
    outcome = entry.get("outcome")
    if not isinstance(outcome, str) or outcome not in RECORDS:
        raise BadEvidence("The evidence has an unknown outcome.")
    values = {}
    for key, kind in FIELDS[outcome].items():
        value = entry.get(key, [] if key == "batches" else None)
        if not isinstance(value, kind):
            raise BadEvidence(f"In the evidence, {key!r} of an outcome {outcome!r} is not a {kind.__name__}.")
        values[key] = clean(value[:MAX_TEXT]) if isinstance(value, str) else value
    values |= {key: unpack(values[key]) for key in PACKED if key in values}
    if outcome == "raised":
        values["bases"] = tuple(clean(str(name)[:MAX_TEXT]) for name in values["bases"][:50])
    if outcome == "returned":
        values["batches"] = tuple(map(_batch, values["batches"]))
    return RECORDS[outcome](**values)


def _batch(entry: Any) -> tuple[int, float]:
    if not (isinstance(entry, list) and [type(it) for it in entry] == [int, float] and 0 <= entry[1] < 1e12):
        raise BadEvidence("In the evidence, a batch is not a number of images and of milliseconds.")
    return entry[0], entry[1]


def _check_depth(value: Any) -> None:
    level, depth = [value], 0
    while level:
        depth += 1
        if depth > MAX_DEPTH:
            raise BadEvidence(f"The evidence is nested more than {MAX_DEPTH} deep.")
        children: list[Any] = []
        for item in level:
            children.extend(item.values() if isinstance(item, dict) else item if isinstance(item, list) else ())
        level = children


def is_chart(value: Any) -> bool:
    """Whether a value is a figure that `probing.figures.describe_figure` described."""
    return isinstance(value, dict) and isinstance(value.get("figure"), list) and bool(value["figure"])


def observation_of(evidence: Evidence, case: Case) -> Observation:
    if case.name not in evidence.observations:
        raise BadEvidence(f"There is no evidence for the case {case.name!r}.")
    return evidence.observations[case.name]


def raises_as_asked(case: Case, seen: Observation) -> bool:
    """Whether a case that asks for an exception gets it; true of every other case."""
    return not case.raises or (isinstance(seen, Raised) and case.raises in (seen.type, *seen.bases))
