"""Jobs in, results out: the one place where submissions are run.

`Engine.run` takes a job and returns what came back within the limits; several threads may call it at once. Behind it
is a warm process (`zygote`) that forks a worker per job. The fork is a process of its own with a wall clock and caps
on what it sends, and nothing more: **it isolates nothing**. Run only code you trust, or on a machine you can lose.
"""

import array
import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any, TypeVar

from autograder.errors import CourseError
from autograder.jobs import Job, JobResult, Missing, receive_frame, send_frame
from autograder.zygote import EXIT, KILL, READY, RECORD, RUN

START_S = 120.0
ISOLATION = "none: a child process with a time limit and an output cap; it can read and change what you can"
Key = TypeVar("Key")


class Engine:
    """A warm process and its forks. Use it as a context manager.

    It starts at once but is waited for only when the first job comes, so that its owner can import meanwhile.

    Raises:
        CourseError: On this system processes can't be forked. From `run`: the warm process did not start.
    """

    def __init__(self) -> None:
        if not hasattr(os, "fork"):
            raise CourseError("Grading needs Linux or macOS.", hint="On Windows, use WSL.")
        self._lock = threading.Lock()
        self._number = 0
        self._exits: dict[int, threading.Event] = {}
        self._start()

    def __enter__(self) -> "Engine":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the warm process and every job that still runs."""
        with contextlib.suppress(OSError):
            self._control.shutdown(socket.SHUT_RDWR)  # closing alone would not wake the thread that listens
        self._control.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        shutil.rmtree(self._home, ignore_errors=True)

    def run(self, job: Job) -> JobResult:
        """Run a job to its end or its limits. Never raises for what the job does."""
        ours, theirs = socket.socketpair()
        with self._lock:
            if self._ready and self._process.poll() is not None:
                self._start()
            if not self._ready:
                self._await_ready()
            self._number += 1
            number, ended = self._number, self._exits.setdefault(self._number, threading.Event())
            descriptors = array.array("i", [theirs.fileno()])
            self._control.sendmsg(
                [RECORD.pack(RUN, number, 0)], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, descriptors.tobytes())]
            )
        theirs.close()
        started = time.monotonic()
        result = JobResult()
        try:
            self._converse(ours, job, result, started + job.limits.wall_s)
        except TimeoutError:
            result.ending = "timeout"
        except (OSError, ValueError):
            result.ending = "flooded" if result.ending == "flooded" else "crashed"
        finally:
            ours.close()
            self._order(KILL, number)
            ended.wait(10)
            self._exits.pop(number, None)
        result.seconds = time.monotonic() - started
        return result

    def run_all(self, jobs: Iterable[tuple[Key, Job]], parallel: int) -> Iterator[tuple[Key, JobResult]]:
        """Run jobs side by side and yield each result, with the key it came with, as it comes back."""
        source = iter(jobs)
        with ThreadPoolExecutor(parallel) as pool:
            running: dict[Future[JobResult], Key] = {}
            while True:
                for key, job in source:
                    running[pool.submit(self.run, job)] = key
                    if len(running) >= parallel:
                        break
                if not running:
                    return
                finished, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in finished:
                    yield running.pop(future), future.result()

    def _converse(self, connection: socket.socket, job: Job, result: JobResult, deadline: float) -> None:
        send_frame(connection, job.encode())
        left = (job.limits.evidence_kib + 2 * job.limits.output_kib) * 1024
        asked = {question.name for question in job.questions}
        while True:
            try:
                frame = receive_frame(connection, left, deadline)
            except ValueError:
                result.ending = "flooded"
                raise
            if frame is None:
                return
            left -= len(frame)
            event = json.loads(frame)
            match event:
                case {"event": "done"}:
                    result.ending = "finished"
                    return
                case {"event": "cell", "index": int(index), "outputs": list(outputs)}:
                    result.outputs[index] = outputs
                case {"event": "evidence", "question": str(name), "data": str(data)} if name in asked:
                    result.evidence.setdefault(name, data.encode())
                case {
                    "event": "missing",
                    "question": str(name),
                    "status": ("not attempted" | "error" | "timeout") as status,
                    "why": str(why),
                } if name in asked:
                    result.missing.setdefault(name, Missing(status, why[:1000]))
                case _:
                    raise ValueError("an event of no known kind")

    def _start(self) -> None:
        if self._number:
            self.close()
        self._control, theirs = socket.socketpair()
        self._home = tempfile.mkdtemp(prefix="autograder-")
        environment = os.environ | {
            "TF_CPP_MIN_LOG_LEVEL": "3",
            "OPENBLAS_NUM_THREADS": "1",
            "OMP_NUM_THREADS": "1",
            "CUDA_VISIBLE_DEVICES": "",
            "IPYTHONDIR": self._home,
            "MPLBACKEND": "agg",
            "PYTHONWARNINGS": "ignore",
        }
        self._errors = Path(self._home) / "stderr.txt"
        with self._errors.open("wb") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "autograder.zygote", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
            )
        theirs.close()
        self._ready = False

    def _await_ready(self) -> None:
        self._control.settimeout(START_S)
        try:
            greeting = self._control.recv(RECORD.size)
        except TimeoutError:
            greeting = b""
        if len(greeting) < RECORD.size or RECORD.unpack(greeting)[0] != READY:
            self._process.kill()
            said = self._errors.read_text(encoding="utf-8", errors="replace")
            raise CourseError(
                f"The grading process did not start: {(said.strip().splitlines() or ['no reason given'])[-1]}.",
                hint="Run `autograder doctor`.",
            )
        self._control.settimeout(None)
        self._ready = True
        threading.Thread(target=self._listen, args=(self._control,), daemon=True).start()

    def _listen(self, control: socket.socket) -> None:
        """Note which jobs have ended, until the warm process is gone."""
        while True:
            try:
                data = control.recv(RECORD.size, socket.MSG_WAITALL)
            except OSError:
                data = b""
            if len(data) < RECORD.size:
                break
            operation, number, _ = RECORD.unpack(data)
            if operation == EXIT and number in self._exits:
                self._exits[number].set()
        for event in list(self._exits.values()):
            event.set()

    def _order(self, operation: bytes, number: int) -> None:
        try:
            with self._lock:
                self._control.sendall(RECORD.pack(operation, number, 0))
        except OSError:
            pass


def default_jobs(*_: Any) -> int:
    """How many jobs to run side by side: one per core."""
    return max(1, os.cpu_count() or 1)
