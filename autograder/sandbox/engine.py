"""Runs jobs and returns what came back: the one place where submissions are run.

`Engine.run` takes a job and returns what came back within the limits; several threads may call it at once. Behind it
is a warm process inside a sandbox, which forks a worker per job and cuts it off once more (see `bubblewrap`,
`fork_server`, `isolation`). Where no sandbox is possible, an engine refuses to start unless its owner says
`sandbox="none"`.
"""

import os
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any, Self, TypeVar

from autograder.errors import CourseError, install
from autograder.paths import kit_files
from autograder.sandbox.bubblewrap import Sandbox, gpu_devices, lacking, site_packages
from autograder.sandbox.memory import available
from autograder.sandbox.warm_process import WarmProcess
from autograder.schema.assignment import Limits
from autograder.schema.job import Job, JobResult

AHEAD = 6  # jobs handed out per job that runs, so that no core waits while results are read
Key = TypeVar("Key")


def as_it_is(_: Any, result: JobResult) -> JobResult:
    """What `run_all` makes of a result unless it is told otherwise."""
    return result


class Engine(ABC):
    """What runs jobs: on this machine (`LocalEngine`) or on others (`dask_cluster.Cluster`). A context manager.

    Args:
        sandbox: "bubblewrap", or "none" for code that the owner trusts.
    """

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox: Sandbox = sandbox

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @abstractmethod
    def close(self) -> None:
        """Let go of what runs jobs."""

    @abstractmethod
    def cancel(self) -> None:
        """End every job that runs now."""

    @abstractmethod
    def default_jobs(self, limits: Limits) -> int:
        """How many jobs within these limits to run side by side."""

    @abstractmethod
    def run(self, job: Job) -> JobResult:
        """Run a job to its end or its limits. Never raises for what the job does; several threads may call it."""

    def run_all(
        self, jobs: Iterable[tuple[Key, Job]], parallel: int, then: Callable[[Key, JobResult], Any] = as_it_is
    ) -> Iterator[tuple[Key, Any]]:
        """Run jobs side by side and yield each result, with the key it came with, as it comes back.

        Whoever stops asking, by an interrupt say, ends the jobs that still run.

        Args:
            jobs: Each with a key. They are asked for as they are needed.
            parallel: How many to run at a time.
            then: What to make of a key and a result, side by side too: its value is yielded in the result's place.
                Another job begins only then, so that no more results wait for it than jobs run at a time.
        """
        source = iter(jobs)
        pool = ThreadPoolExecutor(parallel)
        running: dict[Future[Any], Key] = {}
        try:
            while True:
                for key, job in source:
                    running[pool.submit(lambda key, job: then(key, self.run(job)), key, job)] = key
                    if len(running) >= AHEAD * parallel:
                        break
                if not running:
                    return
                finished, _ = wait(running, return_when=FIRST_COMPLETED)
                while finished:  # none is held longer than it is asked for
                    future = finished.pop()
                    yield running.pop(future), future.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
            if running:
                self.cancel()
            pool.shutdown()


class LocalEngine(Engine):
    """A warm process and its forks.

    It starts at once but is waited for only when the first job comes, so that its owner can import meanwhile.

    Args:
        sandbox: "bubblewrap", or "none" for code that the owner trusts.
        gpu: Whether jobs may compute on a GPU, each with as much of its memory as their limits say.

    Raises:
        CourseError: There is no sandbox on this machine, or no GPU; says how to get one. From `run`: the warm process
            did not start.
    """

    def __init__(self, sandbox: Sandbox = "bubblewrap", gpu: bool = False) -> None:
        if not hasattr(os, "fork"):
            raise CourseError("Grading needs Linux or macOS.", hint="On Windows, use WSL.")
        if sandbox == "bubblewrap" and (missing := lacking()):
            why, remedy = missing
            raise CourseError(
                f"Student code can't be isolated here. {why}",
                hint=f"{remedy} Or say --sandbox=none, for code that you trust.",
            )
        if gpu and (not gpu_devices() or os.environ.get("KERAS_BACKEND", "tensorflow") != "tensorflow"):
            hint = f"It takes /dev/nvidia* (or /dev/dxg on WSL) and TensorFlow: {install('gpu')}."
            raise CourseError("Student code can't be given a GPU here.", hint=hint)
        super().__init__(sandbox)
        self._gpu = gpu
        self._lock = threading.Lock()
        self._start()

    def close(self) -> None:
        """End the warm process and every job that still runs."""
        self._warm.close()

    def cancel(self) -> None:
        """End every job that runs now; `run` returns what came of it."""
        self._warm.cancel()

    def default_jobs(self, limits: Limits) -> int:
        """How many jobs to run side by side: one per core, as far as the memory available reaches for their limits."""
        return max(1, min(os.cpu_count() or 1, available() // (limits.memory_mib * 2**20)))

    def run(self, job: Job) -> JobResult:
        """Run a job to its end or its limits. Never raises for what the job does.

        If the warm process itself dies, the jobs that were under way are run once more, in a new one.
        """
        for _ in (1, 2):
            with self._lock:
                if not self._warm.alive() or (not self._warm.running and self._stamp != _stamp()):
                    self._warm.close()
                    self._start()
                warm = self._warm
                warm.running += 1
            try:
                result = warm.run(job)
            finally:
                with self._lock:
                    warm.running -= 1
            if result.ending != "crashed" or warm.alive():
                break
        return result

    def _start(self) -> None:
        self._stamp = _stamp()
        self._warm = WarmProcess(self.sandbox, self._gpu)


def _stamp() -> tuple[object, ...]:
    """What the warm process was started from: when it differs, packages or this one were changed."""
    paths = [*map(Path, site_packages()), *kit_files()]
    return (os.environ.get("KERAS_BACKEND"), *(path.stat().st_mtime_ns for path in sorted(paths) if path.exists()))
