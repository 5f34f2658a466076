"""Reads, judges and shows what students handed in, as it is asked to over a socket: the other end of `judging_process`.

A question is two frames, what to do as JSON and bytes that belong to it; then come frames with
answers, and one that says how many MiB are held. Before each question the limits are set anew: on the seconds that this
process may compute, and on the memory that it may take.
"""

import contextlib
import json
import os
import resource
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

from autograder.errors import BadSubmission, CourseError
from autograder.grading.answer_files import Work
from autograder.grading.batch import Batch
from autograder.grading.concluding import check_outputs, verdicts
from autograder.grading.outputs import safe_outputs
from autograder.grading.pages import safe_code, safe_markdown
from autograder.grading.references import reference_for_run, require_one_piece
from autograder.grading.session import released
from autograder.judging.verdict import as_plain
from autograder.reading.submission import job_of, read
from autograder.schema.assignment import Assignment
from autograder.schema.course import Course
from autograder.schema.frames import receive_frame, send_frame
from autograder.schema.job import JobResult
from autograder.startup import NO_GPU, load_keras

MIB = 2**20
MAX_ASKED = 1 << 30
FUNCTIONS: dict[str, Callable[..., Iterator[Any]]] = {}


def main() -> None:
    """Answer until the other end closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who asks decides
    connection = socket.socket(fileno=int(sys.argv[1]))
    load_keras()
    while (asked := receive_frame(connection, MAX_ASKED)) is not None:
        payload = receive_frame(connection, MAX_ASKED)
        if payload is None:
            return
        answer(connection, payload, **json.loads(asked))


def answer(
    connection: socket.socket, payload: bytes, function: str, arguments: dict[str, Any], seconds: float, mib: int
) -> None:
    """Call a function within limits and send what it yields."""

    def send(**frame: Any) -> None:
        send_frame(connection, json.dumps(frame).encode())

    limit(seconds, mib)
    try:
        for found in FUNCTIONS[function](payload, **arguments):
            send(answer=found)
    except CourseError as fault:
        send(course=[fault.message, fault.hint])
    except MemoryError:
        send(fault=f"it took more than {mib:,} MiB of memory")
    except Exception as error:  # made in a way that nobody thought of
        send(fault=f"it made the grader fail ({type(error).__name__})")
    else:
        send(mib=held() // MIB)


def limit(seconds: float, mib: int) -> None:
    """From now on, compute for no more than so many seconds and take no more than so many MiB."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime + seconds) + 1
    limits = [(resource.RLIMIT_CPU, until)]
    if NO_GPU.items() <= os.environ.items() or not Path("/dev/nvidia0").exists():  # a driver maps more than there is
        limits.append((resource.RLIMIT_AS, held(all_addresses=True) + mib * MIB))
    for kind, most in limits:
        with contextlib.suppress(ValueError, OSError):  # a limit of the system's own is lower, or it has none
            resource.setrlimit(kind, (most, resource.getrlimit(kind)[1]))


def held(all_addresses: bool = False) -> int:
    """Bytes of memory that this process holds, or of all addresses that are mapped; 0 where the system does not say."""
    with contextlib.suppress(OSError), open("/proc/self/statm") as file:
        mapped, resident = file.read().split()[:2]
        return int(mapped if all_addresses else resident) * resource.getpagesize()
    return 0


def answers(function: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    """Declare a function that can be asked: of a payload and arguments that JSON can hold, yielding the same."""
    FUNCTIONS[function.__name__] = function
    return function


def assignment_at(root: str, name: str) -> Assignment:
    """An assignment of the course in a folder."""
    declared = Course(Path(root)).solution(name) / "assignment.toml"
    return _assignment(root, name, declared.stat().st_mtime_ns if declared.exists() else 0)


@lru_cache(maxsize=16)
def _assignment(root: str, name: str, changed: int) -> Assignment:
    del changed  # part of the key
    return Course(Path(root)).assignment(name)


@answers
def gradable(_: bytes, root: str, name: str) -> Iterator[None]:
    """See that an assignment can be graded; see `session.require_gradable`."""
    require_one_piece(assignment_at(root, name))
    yield None


@answers
def read_submission(_: bytes, root: str, name: str, folder: str) -> Iterator[dict[str, Any]]:
    """What was handed in in a folder, and the job that runs it."""
    assignment = assignment_at(root, name)
    submission = read(Path(folder), assignment, released(assignment))
    job, indices = None, list[int]()
    if submission.readable:
        job, indices = job_of(submission, assignment, reference_for_run(assignment.course, name).value_seed)
    read_of = {key: getattr(submission, key) for key in ("notebook", "notes", "review", "readable")}
    yield read_of | {"job": job.encode().decode() if job else "", "indices": indices}


@answers
def judge(
    payload: bytes,
    root: str,
    name: str,
    questions: list[str],
    unjudged: dict[str, str],
    cells: list[tuple[str, str]],
) -> Iterator[dict[str, Any]]:
    """Verdicts on what came back from a job, one by one; then its outputs, and the texts of the page.

    Args:
        payload: The job's result; nothing if there was none.
        root: The course's folder.
        name: The assignment.
        questions: Those to judge, in this order.
        unjudged: Of these, those that can't be, and why.
        cells: Kind and source of the page's cells.
    """
    assignment = assignment_at(root, name)
    result = JobResult.decode(payload) if payload else JobResult()
    reference = reference_for_run(assignment.course, name)
    for verdict in verdicts(assignment, reference, result, questions, unjudged):
        yield {"verdict": as_plain(verdict), "check": check_outputs(verdict)}
    yield {"outputs": list(safe_outputs(result.outputs, assignment.limits.output_kib * 1024).items())}
    yield {"pages": next(page(b"", cells))}


@answers
def page(_: bytes, cells: list[tuple[str, str]]) -> Iterator[list[tuple[str, str, str]]]:
    """Kind, source and HTML of the cells of a page that have text."""
    render = {"markdown": safe_markdown, "code": safe_code}
    yield [(kind, source, render[kind](source)) for kind, source in cells if kind in render]


@answers
def prepare_path(_: bytes, place: str, only: str | None, path: str) -> Iterator[dict[str, Any]]:
    """The job of a file that is judged by itself, and what to remember of it; or a line that says why there is none."""
    try:
        work, job = batch(place, only).prepare(path)
        yield {"work": asdict(work), "job": job.encode().decode()}
    except BadSubmission as fault:
        yield {"line": str(fault)}


@answers
def conclude_path(payload: bytes, place: str, only: str | None, work: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The lines of a file that is judged by itself."""
    for line in batch(place, only).conclude(Work(**work), JobResult.decode(payload)):
        yield line.as_plain()


@lru_cache(maxsize=4)
def batch(place: str, only: str | None) -> Batch:
    """What judges files of the course around a folder, which is the working directory from then on."""
    os.chdir(place)
    return Batch(official=True, only=only)
