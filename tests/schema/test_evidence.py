"""Evidence survives the way from a student's process to the judge, and nothing else does."""

import json

import numpy as np
import pytest

from autograder.errors import BadEvidence
from autograder.schema.evidence import Built, Evidence, Raised, Refused, Returned, decode, encode
from autograder.schema.packing import pack, unpack

VALUES = {
    "none": None,
    "boolean": True,
    "whole": 10**30,
    "real": 0.1,
    "not a number": float("nan"),
    "infinite": float("-inf"),
    "text": "3×3",
    "float32 array": np.arange(6, dtype="float32").reshape(1, 2, 3),
    "empty array": np.zeros((0, 3)),
    "integer array": np.array([[1, -2]]),
    "boolean array": np.array([True, False]),
    "NumPy number": np.float32(0.5),
    "table": [{"network": "VGG-16", "top1": 71.6}, {"network": "NiN", "top1": None}],
    "dict that looks like an array": {"array": "AAAA", "shape": "none"},
}


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_value_comes_back_as_it_was(value: object) -> None:
    came_back = unpack(json.loads(json.dumps(pack(value))))
    np.testing.assert_equal(came_back, value.item() if isinstance(value, np.generic) else value)


@pytest.mark.parametrize("value", [object(), {1: 2}, np.array([object()]), {3}, b"bytes", 1j])
def test_value_that_is_not_plain_data_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        pack(value)


def test_every_outcome_comes_back_as_it_was() -> None:
    evidence = Evidence(
        "conv1x1",
        {
            "a": Built({"nodes": [], "outputs": []}),
            "b": Returned([1, 2.5], ((8, 40.5),)),
            "c": Raised("KeyError", "'18'", "return TABLE[depth]", True, ("KeyError", "LookupError")),
            "d": Refused("It returned None."),
        },
    )
    assert decode(encode(evidence)) == evidence


FORGED = {
    "no JSON": b"\x80\x04pickle",
    "not an object": b"[]",
    "no question": b'{"cases": {}}',
    "cases are a list": b'{"question": "q", "cases": []}',
    "unknown outcome": b'{"question": "q", "cases": {"a": {"outcome": "full marks"}}}',
    "outcome is a list": b'{"question": "q", "cases": {"a": {"outcome": []}}}',
    "graph is text": b'{"question": "q", "cases": {"a": {"outcome": "built", "graph": "x"}}}',
    "array is cut off": b'{"question": "q", "cases": {"a": {"outcome": "returned", '
    b'"value": {"array": "AAAA", "shape": [3], "kind": "f"}}}}',
    "object array": b'{"question": "q", "cases": {"a": {"outcome": "returned", '
    b'"value": {"array": "AAAA", "shape": [1], "kind": "O"}}}}',
    "array with a side to be guessed": b'{"question": "q", "cases": {"a": {"outcome": "returned", '
    b'"value": {"array": "AAAAAAAAAAA=", "shape": [-1], "kind": "f"}}}}',
    "array with a side that is not whole": b'{"question": "q", "cases": {"a": {"outcome": "returned", '
    b'"value": {"array": "AAAAAAAAAAA=", "shape": [1.5], "kind": "f"}}}}',
    "array of nothing, endlessly wide": b'{"question": "q", "cases": {"a": {"outcome": "returned", '
    b'"value": {"array": "", "shape": [0, 1000000000000], "kind": "f"}}}}',
    "integer in other digits": b'{"question": "q", "cases": {"a": {"outcome": "returned", "value": {"int": "1_000"}}}}',
    "huge integer": b'{"question": "q", "cases": {"a": {"outcome": "returned", "value": {"int": "'
    + b"9" * 5000
    + b'"}}}}',
    "batch without a time": b'{"question": "q", "cases": {"a": {"outcome": "returned", "value": true, '
    b'"batches": [[8]]}}}',
    "endless batch": b'{"question": "q", "cases": {"a": {"outcome": "returned", "value": true, '
    b'"batches": [[8, Infinity]]}}}',
    "integer literal": b'{"question": "q", "cases": {"a": {"outcome": "returned", "value": 5}}}',
    "too deep": b'{"question": "q", "cases": {"a": {"outcome": "returned", "value": ' + b"[" * 60 + b"]" * 60 + b"}}}",
    "far too deep": b"[" * 200_000,
    "too large": b" " * (1 << 24) + b"{}",
}


@pytest.mark.parametrize("data", FORGED.values(), ids=FORGED)
def test_malformed_evidence_is_refused(data: bytes) -> None:
    with pytest.raises(BadEvidence):
        decode(data)
