"""What a submission hands out, and its strict reading: plain data that can be wrong but can do no harm.

An answer is observed once per case. Each observation is one of five records: a graph was `Built`, or came `Trained`,
a value was `Returned`, the call `Raised`, or what came back was `Refused` because no case can accept it. They
travel as JSON; arrays as base64 of little-endian numbers, never pickled.
"""

import base64
import json
import math
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from autograder.errors import BadEvidence
from autograder.text import clean

MAX_DEPTH = 40  # nested lists and objects in one evidence
MAX_TEXT = 2000  # characters of a message
DTYPES = {"b": "|b1", "i": "<i8", "u": "<i8", "f": "<f8", "float32": "<f4"}


@dataclass(frozen=True, slots=True)
class Built:
    """The function built a graph: the plain description made by `trace.graph_of`, not yet checked."""

    graph: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Trained:
    """The function returned a network whose weights count: its graph as of `Built`, and a list of arrays an owner."""

    graph: dict[str, Any]
    weights: Any


@dataclass(frozen=True, slots=True)
class Returned:
    """The function returned a value: numbers, text, arrays, lists and dicts of them, or a described figure."""

    value: Any


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
    "returned": {"value": object},
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
    question, cases = _mapping(raw).get("question"), _mapping(_mapping(raw).get("cases"))
    if not isinstance(question, str):
        raise BadEvidence("The evidence names no question.")
    return Evidence(question, {case: _observation(_mapping(entry)) for case, entry in cases.items()})


def _observation(entry: dict[str, Any]) -> Observation:
    outcome = entry.get("outcome")
    if not isinstance(outcome, str) or outcome not in RECORDS:
        raise BadEvidence("The evidence has an unknown outcome.")
    values = {}
    for key, kind in FIELDS[outcome].items():
        value = entry.get(key)
        if not isinstance(value, kind):
            raise BadEvidence(f"In the evidence, {key!r} of an outcome {outcome!r} is not a {kind.__name__}.")
        values[key] = clean(value[:MAX_TEXT]) if isinstance(value, str) else value
    values |= {key: unpack(values[key]) for key in PACKED if key in values}
    if outcome == "raised":
        values["bases"] = tuple(clean(str(name)[:MAX_TEXT]) for name in values["bases"][:50])
    return RECORDS[outcome](**values)


def pack(value: Any) -> Any:
    """A JSON form of a value; `unpack` is its inverse.

    Args:
        value: None, bool, int, float, str, array, or lists, tuples and dicts (text keys) of them.

    Raises:
        TypeError: The value is something else; the message names its type.
    """
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, np.ndarray) and value.dtype.kind in "US":
        return pack(value.tolist())
    if isinstance(value, (Fraction, Decimal)):
        return pack(float(value))
    if isinstance(value, (int, float, np.generic)) and not isinstance(value, np.ndarray):
        number = value.item() if isinstance(value, np.generic) else value
        if isinstance(number, int) and not isinstance(number, bool):
            return {"int": str(number)}
        if isinstance(number, float):
            return number if math.isfinite(number) else {"float": str(number)}
        return pack(number)
    if isinstance(value, np.ndarray) and value.dtype.kind in DTYPES:
        kind = "float32" if value.dtype == np.float32 else value.dtype.kind
        text = base64.b64encode(np.ascontiguousarray(value, dtype=DTYPES[kind]).tobytes()).decode()
        return {"array": text, "shape": list(value.shape), "kind": kind}
    if isinstance(value, (list, tuple)):
        return [pack(item) for item in value]
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        return {"dict": {key: pack(item) for key, item in value.items()}}
    kind = f" of {value.dtype}" if isinstance(value, np.ndarray) else ""
    raise TypeError(f"a {type(value).__name__}{kind}")


def unpack(value: Any) -> Any:
    """The value that `pack` made a JSON form of.

    Raises:
        BadEvidence: The form is none that `pack` makes.
    """
    if isinstance(value, str):
        return clean(value)
    if value is None or isinstance(value, (bool, float)):
        return value
    if isinstance(value, list):
        return [unpack(item) for item in value]
    try:
        match _mapping(value):
            case {"int": str(text)} if len(text) <= 100:
                return int(text)
            case {"float": str(text)} if text in ("nan", "inf", "-inf"):
                return float(text)
            case {"dict": dict(items)}:
                return {key: unpack(item) for key, item in items.items()}
            case {"array": str(text), "shape": list(shape), "kind": str(kind)} if kind in DTYPES:
                data = np.frombuffer(base64.b64decode(text, validate=True), dtype=DTYPES[kind])
                return data.reshape([int(size) for size in shape])
    except (ValueError, TypeError, OverflowError) as error:
        raise BadEvidence(f"A value in the evidence can't be read: {error}.") from None
    raise BadEvidence("A value in the evidence is of no known kind.")


def _mapping(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BadEvidence("The evidence is not of the expected structure.")
    return value


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
