"""Runs a submission's cells as Jupyter would, and probes its answers at the check cells; sends frames of both.

Runs in a process of its own, forked by `fork_server`, with the student's code. Cells run in an IPython shell inside
this process rather than in a kernel: a kernel's sockets, threads and shutdown cost more than the cells themselves, and
all that is needed of it is IPython's semantics (magics, rich display, tracebacks, top-level await), which come from the
shell.
"""

import contextlib
import json
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from autograder.keras_internals.forbidden import folders_of_networks, restrain
from autograder.paths import PACKAGE
from autograder.probing.probe import observations, raised
from autograder.sandbox.capturing_shell import stream_output
from autograder.sandbox.folder import settle
from autograder.sandbox.notebook_shell import open_shell
from autograder.sandbox.out_of_reach import put_out_of_reach
from autograder.sandbox.stand_ins import standing_in
from autograder.schema.evidence import Evidence, Observation, Raised, Refused, encode
from autograder.schema.frames import receive_frame, send_frame
from autograder.schema.job import TOO_LONG, Cell, Job, Missing
from autograder.startup import NO_GPU

MAX_JOB = 1 << 28
SHORT_S = 0.01
FOR_CELLS = 0.9  # of the time for all: the rest goes by between cells
OWN_FILE = "If it is a file of yours, put its code into the notebook."
LEFT_OUT = "Left out: the cells that no question needs have taken their {:g} seconds together.\n"


class CellTimeout(KeyboardInterrupt):
    """A cell ran for longer than it may. An interrupt, so that `except Exception` does not swallow it."""


def serve(connection: socket.socket, isolated: bool) -> None:
    """Read a job from the socket, run it, cut off if asked, and send what comes of it, a frame per event."""
    data = receive_frame(connection, MAX_JOB)
    if data is None:
        return
    job = Job.decode(data)
    gpu = not NO_GPU.items() <= os.environ.items()  # hidden unless asked for
    if isolated:
        from autograder.sandbox.isolation import isolate

        isolate(job.limits, gpu, (PACKAGE, *folders_of_networks()))
    settle(job, isolated)
    if gpu:
        from autograder.networks.devices import share_gpu

        share_gpu(job.limits.gpu_memory_mib)
    restrain(name for question in job.questions for name in question.forbids)
    shell = open_shell(job)
    put_out_of_reach()
    outputs = shell.shown
    budget = job.limits.output_kib * 1024
    spare_s = job.limits.spare_s
    failures: dict[str, Missing] = {}  # by name of the cell that failed; the latest without a name as ""

    def send(**event: Any) -> None:
        send_frame(connection, json.dumps(event).encode())

    begun = time.monotonic()

    def may_take() -> float:
        """Seconds for the next cell: once time gets short, a third of what is left, so that every cell has its turn."""
        left = FOR_CELLS * job.wall_s - (time.monotonic() - begun)
        return max(SHORT_S, min(job.limits.cell_s, left / 3))

    for index, cell in enumerate(job.cells):
        outputs.clear()
        if cell.question:
            _probe(job, cell, shell, failures, may_take(), send)
        elif not cell.spare:
            if failure := _run(cell, shell, may_take()):
                failures[cell.name] = failure
        elif spare_s > 0:
            started = time.monotonic()
            _run(cell, shell, max(SHORT_S, min(may_take(), spare_s)))
            spare_s -= time.monotonic() - started
        else:
            shell.tell(LEFT_OUT.format(job.limits.spare_s))
        shown = [output for output in outputs if len(json.dumps(output)) <= budget]
        budget -= sum(len(json.dumps(output)) for output in shown)
        if len(shown) < len(outputs):
            shown.append(stream_output("stderr", "[Further output is not shown: this notebook printed too much.]\n"))
        send(event="cell", index=index, outputs=shown)
    send(event="done")


def _run(cell: Cell, shell: Any, seconds: float) -> Missing | None:
    """Run a cell; what ended it early, if anything did."""
    shell.first_error = None
    with _alarm(seconds) as alarm:
        shell.run_cell(cell.source, store_history=True)
    error: BaseException | None = shell.first_error
    if alarm.is_set():
        return Missing("timeout", f"The code before it ran for more than {seconds:.3g} seconds.")
    if error is None:
        return None
    text = f"{error.msg}, line {error.lineno}" if isinstance(error, SyntaxError) else str(error)
    why = f"The code before it raised {type(error).__name__}: {text}"[:500]
    if isinstance(error, ModuleNotFoundError) and f"{error.name}".partition(".")[0] not in sys.modules:
        why += f". {error.name} is not installed where answers are graded. {OWN_FILE}"
    return Missing("error", why)


def _probe(
    job: Job, cell: Cell, shell: Any, failures: dict[str, Missing], seconds: float, send: Callable[..., None]
) -> None:
    question = next(question for question in job.questions if question.name == cell.question)
    function = shell.user_ns.get(question.name)
    missing = failures.get("") if job.script else None  # a file that does not run through can't be imported
    if missing is None and not callable(function):
        unknown = Missing("not attempted", f"{question.name} is not defined.")
        missing = failures.get(question.name) or failures.get("") or unknown
    if missing is None:
        seen: dict[str, Observation] = {}
        rest: Observation | None = None
        with standing_in(), _alarm(seconds) as alarm:
            try:
                for name, observation in observations(function, question, job.seeds.get(question.name, 0)):
                    if alarm.is_set():  # the function has swallowed the interrupt
                        break
                    seen[name] = observation
            except CellTimeout:
                raise
            except BaseException as error:  # SystemExit, or an object that misbehaves while it is described
                rest = None if alarm.is_set() else raised(error)
        if seen or rest:
            late = Refused(f"{TOO_LONG} {seconds:.3g} seconds.")
            evidence = Evidence(question.name, {it.name: seen.get(it.name, rest or late) for it in question.cases})
            evidence = _with_cause(evidence, failures.get(question.name) or failures.get(""))
            send(event="evidence", question=question.name, data=encode(evidence).decode())
            return
        missing = Missing("timeout", f"Calling it took more than {seconds:.3g} seconds.")
    send(event="missing", question=question.name, status=missing.status, why=missing.why)


def _with_cause(evidence: Evidence, failure: Missing | None) -> Evidence:
    """Where an answer misses a name: with what failed before it, which may have been to define it."""
    for case, seen in evidence.observations.items():
        if failure and isinstance(seen, Raised) and seen.type == "NameError":
            evidence.observations[case] = replace(seen, message=f"{seen.message}. {failure.why}")
    return evidence


@contextlib.contextmanager
def _alarm(seconds: float) -> Iterator[threading.Event]:
    """Interrupt the block after so many seconds, and every five from then on until it ends; the event says whether.

    One interrupt can get lost: what rings in a callback of the garbage collector, say, is only printed. Code that
    ignores them all is killed from outside when the job's time is up.
    """
    rang = threading.Event()

    def ring(*_: Any) -> None:
        rang.set()
        raise CellTimeout(f"more than {seconds:g} seconds")

    previous = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, 5.0)
    try:
        yield rang
    except CellTimeout:
        pass
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)
