"""Starts a warm process and hands it jobs, of which it returns what came back: the other end of `fork_server`.

`engine` keeps one.
"""

import array
import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from autograder.errors import CourseError
from autograder.sandbox.bubblewrap import Sandbox, gpu_devices, inside
from autograder.sandbox.fork_server import EXIT, KILL, KILLED_FOR_MEMORY, READY, RECORD, RUN
from autograder.sandbox.memory import children_of
from autograder.schema.frames import event_of, receive_frame, send_frame
from autograder.schema.job import Job, JobResult, Missing
from autograder.startup import NO_GPU, SHARED_GPU
from autograder.text import clean

START_S = 600.0
RUN_AS = "GOING_DEEPER_RUN_AS"  # in the environment of root, without a sandbox: the user whom student code runs as
ENVIRONMENT = {
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "TF_NUM_INTRAOP_THREADS": "1",  # jobs run side by side, one to a core
    "TF_NUM_INTEROP_THREADS": "1",
    "NPROC": "1",  # the same for JAX
    "MPLBACKEND": "agg",
    "GOING_DEEPER_HOME": os.devnull,  # a `check` in a submission is no attempt of whoever runs it
    "PYTHONWARNINGS": "ignore",
}


class WarmProcess:
    """A process that has imported everything, and its forks. It starts at once; the first job waits for it.

    Args:
        sandbox: Where it runs.
        gpu: Whether jobs may compute on a GPU.

    Attributes:
        running: How many jobs are under way.
    """

    def __init__(self, sandbox: Sandbox, gpu: bool = False) -> None:
        self.running = 0
        self._sandbox = sandbox
        self._lock = threading.Lock()
        self._ready = self._gone = False
        self._number = 0
        self._exits: dict[int, tuple[threading.Event, list[int]]] = {}
        self._home = Path(tempfile.mkdtemp(prefix="autograder-"))
        self._errors = self._home / "stderr.txt"
        self._control, theirs = socket.socketpair()
        number = theirs.fileno()
        command = [sys.executable, "-m", "autograder.sandbox.fork_server", str(number), sandbox]
        wanted = ("KERAS_BACKEND", *(["LD_LIBRARY_PATH"] if gpu else []))  # a driver's libraries may lie anywhere
        chosen = {name: os.environ[name] for name in wanted if name in os.environ}
        settings = ENVIRONMENT | (SHARED_GPU if gpu else NO_GPU)
        environment = os.environ | settings | {"IPYTHONDIR": str(self._home)}
        user: dict[str, Any] = {}
        if sandbox == "bubblewrap":
            command = inside(command, settings | chosen, gpu_devices() if gpu else ())
        elif name := os.environ.get(RUN_AS):
            user = _user(name)
            os.chown(self._home, user["user"], user["group"])
            environment |= {"HOME": str(self._home)}
        with theirs, self._errors.open("wb") as errors:
            self._process = subprocess.Popen(
                command,
                pass_fds=[number],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                **user,
            )

    def alive(self) -> bool:
        """Whether it can still take jobs."""
        return not self._gone and self._process.poll() is None

    def close(self) -> None:
        """End it and every job that still runs."""
        with contextlib.suppress(OSError):
            self._control.shutdown(socket.SHUT_RDWR)  # closing alone would not wake the thread that listens
        self._control.close()
        try:
            self._process.wait(10 if self._ready else 0)  # while it imports it does not listen
        except subprocess.TimeoutExpired:
            self._kill()
        shutil.rmtree(self._home, ignore_errors=True)

    def cancel(self) -> None:
        """End every job that runs now."""
        for number in list(self._exits):
            self._order(KILL, number)

    def run(self, job: Job) -> JobResult:
        """Run a job to its end or its limits. Never raises for what the job does."""
        ended, status = threading.Event(), []
        ours, theirs = socket.socketpair()
        result = JobResult()
        with ours, theirs:
            with self._lock:
                self._await_ready()
                self._number += 1
                number = self._number
                self._exits[number] = ended, status
                self._send_job(number, job, theirs)
            theirs.close()
            started = time.monotonic()
            try:
                _converse(ours, job, result, started + job.wall_s)
            except TimeoutError:
                result.ending = "timeout"
            except (OSError, ValueError, RecursionError):
                result.ending = "flooded" if result.ending == "flooded" else "crashed"
        self._order(KILL, number)
        ended.wait(10)
        self._exits.pop(number, None)
        if KILLED_FOR_MEMORY in status and result.ending != "finished":
            result.ending = "memory"
        result.seconds = time.monotonic() - started
        return result

    def _kill(self) -> None:
        """End a process that does not listen; first the one inside, with which the sandbox ends."""
        for process in (*children_of(self._process.pid), self._process.pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self._process.wait()

    def _send_job(self, number: int, job: Job, theirs: socket.socket) -> None:
        descriptors = array.array("i", [theirs.fileno()]).tobytes()
        order = RECORD.pack(RUN, number, job.limits.memory_mib)
        with contextlib.suppress(OSError):  # gone: the conversation ends at once
            self._control.sendmsg([order], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, descriptors)])

    def _await_ready(self) -> None:
        if self._ready:
            return
        self._control.settimeout(START_S)
        try:
            greeting = self._control.recv(RECORD.size)
        except TimeoutError:
            greeting = b""
        if len(greeting) < RECORD.size or RECORD.unpack(greeting)[0] != READY:
            self._kill()
            said = self._errors.read_text(encoding="utf-8", errors="replace")
            raise CourseError(
                f"The grading process did not start: {(said.strip().splitlines() or ['no reason given'])[-1]}.",
                hint="Run `autograder doctor`.",
            )
        self._control.settimeout(None)
        self._ready = True
        if self._sandbox == "bubblewrap":
            shutil.rmtree(self._home, ignore_errors=True)  # it has a home inside; nothing is left if we are killed
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        """Note which jobs have ended, until the warm process is gone."""
        while True:
            try:
                data = self._control.recv(RECORD.size, socket.MSG_WAITALL)
            except OSError:
                data = b""
            if len(data) < RECORD.size:
                break
            operation, number, value = RECORD.unpack(data)
            if operation == EXIT and number in self._exits:
                ended, status = self._exits[number]
                status.append(value)
                ended.set()
        self._gone = True  # before whoever waits looks: the sandbox around it ends a moment later
        for ended, _ in list(self._exits.values()):
            ended.set()

    def _order(self, operation: bytes, number: int) -> None:
        with contextlib.suppress(OSError), self._lock:
            self._control.sendall(RECORD.pack(operation, number, 0))


def _user(name: str) -> dict[str, Any]:
    """How to start a process as a user, who must be of this machine, and this process root's.

    Raises:
        CourseError: They are not.
    """
    import pwd  # no Windows has it, where this module is imported too

    try:
        found = pwd.getpwnam(name)
    except KeyError:
        raise CourseError(f"There is no user {name}, as {RUN_AS} says.", hint="Make one: `useradd`.") from None
    if os.geteuid():
        raise CourseError(f"Only root can run student code as {name}, as {RUN_AS} says.", hint="Unset it.")
    return {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}


def _converse(connection: socket.socket, job: Job, result: JobResult, deadline: float) -> None:
    """Send a job and collect what comes back, until it is done. Nothing of it is believed yet."""
    connection.settimeout(max(0.001, deadline - time.monotonic()))
    send_frame(connection, job.encode())
    largest = 2 * max(job.limits.evidence_kib, job.limits.output_kib) * 1024  # more is refused when it is read
    asked = [cell.question for cell in job.cells if cell.question]
    most_shown = 2 * job.limits.output_kib * 1024
    left = 2 * job.limits.evidence_kib * 1024 * len(asked) + most_shown
    while True:
        try:
            frame = receive_frame(connection, min(left, largest), deadline)
        except ValueError:
            result.ending = "flooded"
            raise
        if frame is None:
            return
        left -= len(frame)
        event, data = event_of(frame)
        match event:
            case {"event": "done"}:
                result.ending = "finished"
                return
            case {"event": "cell", "index": int(index)} if index in range(len(job.cells)):
                most_shown -= len(data)
                if most_shown < 0:
                    result.ending = "flooded"
                    raise ValueError("more outputs than a job may show")
                result.outputs.setdefault(int(index), data)  # True is 1
            case {"event": "evidence", "question": str(name)} if name in asked:
                told = name in result.evidence or name in result.missing
                if not told or asked.count(name) > 1:
                    (result.later if told else result.evidence)[name] = data
            case {
                "event": "missing",
                "question": str(name),
                "status": ("not attempted" | "error" | "timeout") as status,
            } if name in asked:
                why = data[:1000].decode("utf-8", "replace")
                result.missing.setdefault(name, Missing(status, clean(why)))
            case _:
                raise ValueError("an event of no known kind")
