"""A warm process that forks a copy of itself per job.

TensorFlow takes seconds to import, students' cells milliseconds. This process imports once and then waits: it never
runs an operation, as a fork after TensorFlow has started its threads would hang. Protocol, on the socket it is given:
records of an operation, a job's number and a value; with "run" comes the job's own socket. `engine.Engine` is the
other end.
"""

import array
import gc
import os
import select
import signal
import socket
import struct
import sys

RECORD = struct.Struct("<cqq")
RUN, KILL, READY, EXIT = b"r", b"k", b"y", b"x"


def main() -> None:
    """Import, report readiness, and serve until the other end closes."""
    control = socket.socket(fileno=int(sys.argv[1]))
    _warm()
    gc.collect()
    gc.freeze()
    control.sendall(RECORD.pack(READY, os.getpid(), 0))
    jobs: dict[int, int] = {}  # process -> number of its job
    wake_reader, wake_writer = os.pipe()
    os.set_blocking(wake_writer, False)
    signal.set_wakeup_fd(wake_writer)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        readable, _, _ = select.select([control, wake_reader], [], [])
        if wake_reader in readable:
            os.read(wake_reader, 4096)
        _reap(control, jobs)
        if control in readable and not _obey(control, jobs, wake_reader, wake_writer):
            break
    for process in jobs:
        _kill(process)


def _warm() -> None:
    """Import what notebooks import."""
    import IPython.core.completer
    import IPython.core.interactiveshell
    import IPython.core.pylabtools  # noqa: F401
    import keras
    import matplotlib.pyplot  # noqa: F401
    import matplotlib_inline.backend_inline  # noqa: F401
    import numpy.random  # noqa: F401

    import autograder.checking
    import autograder.worker

    autograder.checking.public_assignments()
    if keras.backend.backend() == "tensorflow":
        import tensorflow  # noqa: F401


def _obey(control: socket.socket, jobs: dict[int, int], *wake: int) -> bool:
    """Carry out one order; False if the other end is gone."""
    data, passed, _, _ = control.recvmsg(RECORD.size, socket.CMSG_SPACE(4), socket.MSG_WAITALL)
    if len(data) < RECORD.size:
        return False
    operation, number, _ = RECORD.unpack(data)
    if operation == KILL:
        for process, job in jobs.items():
            if job == number:
                _kill(process)
        return True
    descriptors = array.array("i")
    descriptors.frombytes(passed[0][2][:4])
    process = os.fork()
    if process == 0:
        _become_worker(control, descriptors[0], wake)
    os.close(descriptors[0])
    jobs[process] = number
    return True


def _become_worker(control: socket.socket, descriptor: int, wake: tuple[int, ...]) -> None:
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
        from autograder.worker import serve

        serve(socket.socket(fileno=descriptor))
        status = 0
    finally:
        os._exit(status)


def _reap(control: socket.socket, jobs: dict[int, int]) -> None:
    while True:
        try:
            process, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not process:
            return
        if process in jobs:
            _kill(process)  # whatever the job left running in its session
            control.sendall(RECORD.pack(EXIT, jobs.pop(process), os.waitstatus_to_exitcode(status)))


def _kill(process: int) -> None:
    try:
        os.killpg(process, signal.SIGKILL)
    except ProcessLookupError:
        pass


if __name__ == "__main__":
    main()
