"""What a job found crosses from one process to another as bytes."""

from autograder.schema.job import JobResult, Missing


def test_result_crosses_as_bytes() -> None:
    missing = {"resnet": Missing("timeout", "It took long.")}
    result = JobResult("flooded", {3: b'["\xff'}, {"identity_block": b'{"a": 1}'}, missing, 1.5)
    assert JobResult.decode(result.encode()) == result
