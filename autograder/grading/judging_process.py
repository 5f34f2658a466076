"""Has what students handed in read, judged and shown in a process of its own, within limits on time and memory.

What reads, compares and renders is ours, but what it works on is not: a text or a network can be made so that it takes
minutes or gigabytes. `session` keeps the one `JudgingProcesses` of a process that grades; `judging_worker` is the other
end. What comes back is plain data.
"""

import json
import os
import queue
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from typing import Any

from autograder.errors import CourseError
from autograder.paths import PACKAGE
from autograder.schema.frames import receive_frame, send_frame

SECONDS = 60.0  # of computing that one submission may take, whatever else the machine does meanwhile
MIB = 3072  # that it may take, besides what is there before
WALL_S = 1200.0  # until a process that does not answer is given up, its start and a busy machine included
PATIENCE_S = 20.0  # until one process more is started, if those there are busy: with a submission that was made to be
MOST = 3
LARGE_MIB = 2048  # that a process may hold between two submissions; then it makes room for a new one
MAX_ANSWER = 1 << 29
START = """
from autograder.startup import skip_slow_imports
skip_slow_imports()
from autograder.grading.judging_worker import main
main()
"""


class NotJudged(Exception):
    """A submission that was too much for the process that judges.

    Args:
        why: What it took, in words for the student.
        again: Whether another process may fare better: this one may have been ended by somebody else.
    """

    def __init__(self, why: str, again: bool = False) -> None:
        super().__init__(why)
        self.again = again


class Stopped(Exception):
    """The run was stopped while a submission was judged."""


class JudgingProcess:
    """One process. It starts at once; the first question waits for it.

    Attributes:
        usable: Whether it can be asked again.
        stopped: Whether it was told to end.
    """

    def __init__(self) -> None:
        self.usable, self.stopped = True, False
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - as long as the process
        self._connection, theirs = socket.socketpair()
        command = [sys.executable, "-c", START, str(theirs.fileno())]
        paths = os.pathsep.join(filter(None, [str(PACKAGE.parent), os.environ.get("PYTHONPATH")]))
        with theirs:
            self._process = subprocess.Popen(
                command,
                pass_fds=[theirs.fileno()],
                env={**os.environ, "PYTHONPATH": paths, "PYTHONSAFEPATH": "1"},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._said,
            )

    def ask(self, function: str, arguments: dict[str, Any], payload: bytes, seconds: float) -> Iterator[Any]:
        """Call one of the worker's functions and yield what it yields.

        Raises:
            NotJudged: It took too much, or the process ended.
            Stopped: It was told to end.
            CourseError: The course has a fault.
        """
        deadline = time.monotonic() + WALL_S
        asked = {"function": function, "arguments": arguments, "seconds": seconds, "mib": MIB}
        self.usable = False  # until it has answered to the end
        try:
            send_frame(self._connection, json.dumps(asked).encode())
            send_frame(self._connection, payload)
            while (frame := receive_frame(self._connection, MAX_ANSWER, deadline)) is not None:
                match json.loads(frame):
                    case {"answer": answer}:
                        yield answer
                    case {"course": [str(message), str(hint)]}:
                        self.usable = True
                        raise CourseError(message, hint=hint)
                    case {"fault": str(why)}:
                        raise NotJudged(why)
                    case {"mib": int(mib)}:
                        self.usable = mib < LARGE_MIB
                        return
        except TimeoutError:
            raise NotJudged(f"it took more than {WALL_S:g} seconds") from None
        except OSError:
            pass
        raise self._ended(seconds)

    def _ended(self, seconds: float) -> NotJudged | Stopped:
        status = self._process.wait()
        if self.stopped:
            return Stopped()
        if status == -signal.SIGXCPU:
            return NotJudged(f"it took more than {seconds:g} seconds of computing")
        self._said.seek(0)
        last = self._said.read().decode(errors="replace").strip().splitlines()[-1:]
        return NotJudged(f"the process ended with {status} {''.join(last)[:200]}".strip(), again=True)

    def stop(self) -> None:
        """Tell it to end; who waits for it gets `Stopped`."""
        self.stopped, self.usable = True, False
        self._process.kill()

    def close(self) -> None:
        """End it, whatever it does."""
        self.stop()
        self._process.wait()
        self._connection.close()
        self._said.close()


class JudgingProcesses:
    """As many processes as are needed so that a submission which takes long does not keep the others waiting."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._all = [JudgingProcess()]
        self._free: queue.Queue[JudgingProcess] = queue.Queue()
        self._free.put(self._all[0])

    def close(self) -> None:
        """End them all."""
        with self._lock:
            for process in self._all:
                process.close()

    def stop(self) -> None:
        """End what runs now; who waits for it gets `Stopped`. Callable from a signal's handler."""
        for process in self._all:
            process.stop()

    def ask(self, function: str, payload: bytes = b"", seconds: float = SECONDS, **arguments: Any) -> Iterator[Any]:
        """Call one of the worker's functions in a free process, within limits, and yield what it yields.

        Args:
            function: Its name.
            payload: Bytes that it gets besides.
            seconds: Of computing that it may take.
            arguments: By name, as JSON.

        Raises:
            NotJudged: It took too much, or its process ended.
            Stopped: It was told to end.
            CourseError: The course has a fault.
        """
        process = self._take()
        try:
            yield from process.ask(function, arguments, payload, seconds)
        finally:
            self._free.put(process)

    def first(self, function: str, payload: bytes = b"", seconds: float = SECONDS, **arguments: Any) -> Any:
        """The one thing that a function yields; None if it yields nothing. Asked once more if that may help."""
        try:
            found = list(self.ask(function, payload, seconds, **arguments))
        except NotJudged as fault:
            if not fault.again:
                raise
            found = list(self.ask(function, payload, seconds, **arguments))
        return found[0] if found else None

    def _take(self) -> JudgingProcess:
        try:
            process = self._free.get(timeout=PATIENCE_S)
        except queue.Empty:
            with self._lock:
                more = len(self._all) < MOST
                if more:
                    self._all.append(JudgingProcess())
                    return self._all[-1]
            process = self._free.get()
        if process.usable:
            return process
        with self._lock:
            process.close()
            self._all[self._all.index(process)] = process = JudgingProcess()
        return process
