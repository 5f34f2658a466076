"""Values and arrays as JSON text, and back: never pickled, read strictly."""

import base64
import math
import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from autograder.errors import BadEvidence
from autograder.text import clean

MAX_SIDE = 1 << 31  # of an array
WHOLE = re.compile(r"-?[0-9]{1,99}")  # what converts to a float too
DTYPES = {"b": "|b1", "i": "<i8", "u": "<i8", "f": "<f8", "float32": "<f4"}


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
        match mapping(value):
            case {"int": str(text)} if WHOLE.fullmatch(text):
                return int(text)
            case {"float": str(text)} if text in ("nan", "inf", "-inf"):
                return float(text)
            case {"dict": dict(items)}:
                return {key: unpack(item) for key, item in items.items()}
            case {"array": str(text), "shape": list(shape), "kind": str(kind)} if kind in DTYPES:
                data = np.frombuffer(base64.b64decode(text, validate=True), dtype=DTYPES[kind])
                if not all(type(size) is int and 0 <= size <= MAX_SIDE for size in shape):
                    raise ValueError("an array of no possible shape")
                return data.reshape(shape)
    except (ValueError, TypeError, OverflowError) as error:
        raise BadEvidence(f"A value in the evidence can't be read: {error}.") from None
    raise BadEvidence("A value in the evidence is of no known kind.")


def mapping(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BadEvidence("The evidence is not of the expected structure.")
    return value


def text_of(array: np.ndarray) -> dict[str, Any]:
    """A JSON form of an array, as float32; `array_of` reads it."""
    return {"float32": base64.b64encode(array.astype("<f4").tobytes()).decode(), "shape": list(array.shape)}


def array_of(record: dict[str, Any]) -> np.ndarray:
    """The array that `text_of` made a JSON form of, as float64."""
    data = np.frombuffer(base64.b64decode(record["float32"]), dtype="<f4")
    return data.reshape(record["shape"]).astype(np.float64)
