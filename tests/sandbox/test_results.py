"""What jobs send back is kept as bytes, once and up to a limit, whatever comes and however slowly it is read."""

import json
import socket
import threading
import time
import tracemalloc
from collections.abc import Iterable

import pytest

from autograder.sandbox.engine import Engine
from autograder.sandbox.warm_process import _converse
from autograder.schema.assignment import Limits
from autograder.schema.frames import event_frame, receive_frame, send_frame
from autograder.schema.job import Cell, Job, JobResult

LIMITS = Limits(output_kib=256, evidence_kib=64)
JOB = Job((Cell("", ""), Cell("check_f", "", "f"), Cell("", "")), (), LIMITS)
SHOWN = json.dumps([{"output_type": "stream", "name": "stdout", "text": "x"}]).encode()
NESTED = b"[" + b"[]," * 60_000 + b"[]]"


def conversation(frames: Iterable[bytes]) -> JobResult:
    """What is kept of frames that a job sends."""
    ours, theirs = socket.socketpair()

    def send() -> None:
        try:
            receive_frame(theirs, 1 << 20)
            for frame in frames:
                send_frame(theirs, frame)
        except OSError:
            pass
        finally:
            theirs.close()

    sending = threading.Thread(target=send)
    sending.start()
    result = JobResult()
    with ours:
        try:
            _converse(ours, JOB, result, time.monotonic() + 300)
        except (ValueError, RecursionError):
            pass
    sending.join()
    return result


DONE = event_frame(event="done")
FRAMES = {  # what a job sends -> the ending, the cells and the evidence that are kept
    "as it should": (
        [event_frame(SHOWN, event="cell", index=0), event_frame(b"{}", event="evidence", question="f"), DONE],
        ("finished", {0: SHOWN}, {"f": b"{}"}),
    ),
    "a cell a thousand times": (
        [event_frame(SHOWN if not at else b"[]", event="cell", index=0) for at in range(1000)] + [DONE],
        ("finished", {0: SHOWN}, {}),
    ),
    "more outputs than may be": ([event_frame(NESTED, event="cell", index=0)] * 4, ("flooded", {0: NESTED}, {})),
    "cells that are none": ([event_frame(SHOWN, event="cell", index=3), DONE], ("crashed", {}, {})),
    "cells below zero": ([event_frame(SHOWN, event="cell", index=-1), DONE], ("crashed", {}, {})),
    "an answer to no question": ([event_frame(b"{}", event="evidence", question="g"), DONE], ("crashed", {}, {})),
    "no line": ([b"x" * 100_000, DONE], ("crashed", {}, {})),
    "a long line": ([b'{"event": "done"' + b" " * 2000 + b"}\n"], ("crashed", {}, {})),
    "a line of brackets": ([b"[" * 900 + b"\n"], ("crashed", {}, {})),
}


@pytest.mark.parametrize("case", FRAMES)
def test_frames_are_kept_as_they_came(case: str) -> None:
    frames, (ending, outputs, evidence) = FRAMES[case]
    result = conversation(frames)
    assert (result.ending, result.outputs, result.evidence) == (ending, outputs, evidence)


def test_frames_are_not_read_before_they_are_needed() -> None:
    frames = [event_frame(NESTED, event="cell", index=0), event_frame(NESTED, event="cell", index=2), DONE]
    tracemalloc.start()
    try:
        result = conversation(frames)
        assert sum(map(len, result.outputs.values())) == 2 * len(NESTED)
        assert tracemalloc.get_traced_memory()[1] < 8 * len(NESTED)  # read, one of them takes twenty times its size
    finally:
        tracemalloc.stop()


class Large(Engine):
    """Each of its results has a hundred bytes."""

    started = 0

    def close(self) -> None: ...

    def cancel(self) -> None: ...

    def default_jobs(self, limits: Limits) -> int:
        return 2

    def run(self, job: Job) -> JobResult:
        self.started += 1
        return JobResult("finished", {0: b"x" * 100})


def test_no_more_results_wait_to_be_judged_than_jobs_run() -> None:
    large, done, most = Large("none"), 0, 0

    def judge(_: int, result: JobResult) -> int:
        nonlocal done, most
        most = max(most, large.started - done)
        done += 1
        return len(result.outputs[0])

    assert sum(found for _, found in large.run_all(((number, JOB) for number in range(40)), 2, judge)) == 4000
    assert most <= 2
