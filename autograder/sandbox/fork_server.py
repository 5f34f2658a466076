"""A warm process that forks a copy of itself per job.

TensorFlow takes seconds to import, students' cells milliseconds. This process imports once and then waits: it never
runs an operation, as a fork after TensorFlow has started its threads would hang. Protocol, on the socket it is given:
records of an operation, a job's number and a value; with "run" comes the job's own socket and in the value the MiB of
memory that the job may take. `warm_process.WarmProcess` is the other end.
"""

import array
import contextlib
import inspect
import os
import select
import signal
import socket
import struct
import sys

from autograder.sandbox.memory import children_of, over_memory, reserve_now
from autograder.startup import without_collector

RECORD = struct.Struct("<cqq")
RUN, KILL, READY, EXIT = b"r", b"k", b"y", b"x"
KILLED_FOR_MEMORY = 1000  # in the place of an exit status
LOOK_S = 0.1  # how often memory is looked at


def main() -> None:
    """Import, report readiness, and serve until the other end closes."""
    control, isolated = socket.socket(fileno=int(sys.argv[1])), sys.argv[2] == "bubblewrap"
    with without_collector():
        _warm(isolated)
    control.sendall(RECORD.pack(READY, os.getpid(), 0))
    jobs: dict[int, tuple[int, int]] = {}  # process -> number of its job, MiB that it may take
    greedy: set[int] = set()
    reserve = reserve_now()
    wake_reader, wake_writer = os.pipe()
    os.set_blocking(wake_writer, False)
    signal.set_wakeup_fd(wake_writer)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        readable, _, _ = select.select([control, wake_reader], [], [], LOOK_S if jobs else None)
        if wake_reader in readable:
            os.read(wake_reader, 4096)
        _reap(control, jobs, greedy)
        if control in readable and not _obey(control, jobs, isolated, wake_reader, wake_writer):
            break
        for process in over_memory({process: most for process, (_, most) in jobs.items()}, reserve):
            greedy.add(process)
            _kill(process)
    for process in jobs:
        _kill(process)


def _warm(isolated: bool) -> None:
    """Import what notebooks import and what describes their answers."""
    import sqlite3  # noqa: F401

    import IPython.core.completerlib
    import IPython.core.crashhandler
    import IPython.core.interactiveshell
    import IPython.core.magics.execution
    import IPython.core.pylabtools  # noqa: F401
    import keras
    import matplotlib.pyplot  # noqa: F401
    import matplotlib_inline.backend_inline  # noqa: F401
    import numpy.random  # noqa: F401
    import pygments.formatters.terminal256  # noqa: F401
    import stack_data.formatting  # noqa: F401

    import autograder.sandbox.run_cells  # noqa: F401
    from autograder.keras_internals.forbidden import BEHIND, forbid_ready_made, restrain
    from autograder.sandbox.graded_later import stand_in

    forbid_ready_made()
    restrain(BEHIND)
    stand_in()
    if keras.backend.backend() == "tensorflow":
        import tensorflow  # noqa: F401
    if isolated:
        from autograder.sandbox.system_calls import system_calls

        system_calls()
    inspect.getmodule(main.__code__, "<none>")  # it notes every module's file, as each traceback in a cell would anew


def _obey(control: socket.socket, jobs: dict[int, tuple[int, int]], isolated: bool, *wake: int) -> bool:
    """Carry out one order; False if the other end is gone."""
    data, passed, _, _ = control.recvmsg(RECORD.size, socket.CMSG_SPACE(4), socket.MSG_WAITALL)
    if len(data) < RECORD.size:
        return False
    operation, number, value = RECORD.unpack(data)
    if operation == KILL:
        for process, (job, _) in jobs.items():
            if job == number:
                _kill(process)
        return True
    descriptors = array.array("i")
    descriptors.frombytes(passed[0][2][:4])
    process = os.fork()
    if process == 0:
        _become_worker(control, descriptors[0], isolated, wake)
    os.close(descriptors[0])
    jobs[process] = number, value
    return True


def _become_worker(control: socket.socket, descriptor: int, isolated: bool, wake: tuple[int, ...]) -> None:
    """In the child: let go of everything but the job's socket, run the job, and end."""
    status = 1
    try:
        os.setsid()
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        control.close()
        for end in wake:
            os.close(end)
        nothing = os.open(os.devnull, os.O_RDWR)
        for standard in (0, 1, 2):
            os.dup2(nothing, standard)
        os.closerange(3, descriptor)
        os.closerange(descriptor + 1, 65536)
        from autograder.sandbox.run_cells import serve

        serve(socket.socket(fileno=descriptor), isolated)
        status = 0
    finally:
        os._exit(status)


def _reap(control: socket.socket, jobs: dict[int, tuple[int, int]], greedy: set[int]) -> None:
    while True:
        try:
            process, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not process:
            return
        if process in jobs:
            number, _ = jobs.pop(process)
            if process not in greedy:
                _kill(process)  # whatever the job left running in its session
            value = KILLED_FOR_MEMORY if process in greedy else os.waitstatus_to_exitcode(status)
            greedy.discard(process)
            control.sendall(RECORD.pack(EXIT, number, value))


def _kill(process: int) -> None:
    """End a job: process 1 of its namespace, with which the kernel ends the rest; without a namespace, its session."""
    for child in children_of(process):
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process, signal.SIGKILL)


if __name__ == "__main__":
    main()
