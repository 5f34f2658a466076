"""Runs jobs beyond one machine: an engine whose warm processes are held by workers of Dask distributed.

A job goes out as bytes and what came of it comes back as bytes (JSON, see `schema.job`); reading submissions, judging
and the gradebook stay here. Each worker runs student code in a sandbox of its own, or refuses as `LocalEngine` does.
`cli.engines` starts it for `autograder grade --scheduler` and `--workers`.

The scheduler's network is trusted: Dask asks nobody who they are, and whoever reaches a scheduler or a worker can run
code there. `tls://` addresses work as Dask's own configuration says. The cluster that is started here, on this machine,
has certificates of its own that end with it.
"""

import contextlib
import logging
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from platform import python_version
from typing import Any

import dask.config
from distributed import Client, KilledWorker, LocalCluster, Worker, WorkerPlugin, get_worker
from distributed.client import FutureCancelledError

from autograder.digests import key_of, key_of_files
from autograder.errors import CourseError
from autograder.paths import kit_files
from autograder.sandbox.bubblewrap import Sandbox
from autograder.sandbox.engine import Engine, Key, LocalEngine, as_it_is
from autograder.schema.assignment import Limits
from autograder.schema.job import Job, JobResult
from autograder.startup import __version__, installed_version

CONNECT_S = 10.0
START_S = 60.0  # until the scheduler has a worker
LOOK_S = 60.0  # how often a job that does not come back looks whether there are workers left
ALLOWED_FAILURES = 1  # workers that a job may lose before it is set aside, in a cluster that is started here
FAILED = object()  # in the place of a result
AGAIN = "What was finished is kept; the same command goes on from there."
QUIET = {
    "distributed.admin.large-graph-warning-threshold": "1 GiB",  # files that were handed in
    "distributed.scheduler.http.routes": [],  # pages that every user of this machine could open
    "distributed.worker.http.routes": [],
}


class WarmWorker(WorkerPlugin):
    """The engine of one worker. Dask sets it up wherever a worker joins, or joins again after its process died.

    It stays there, warm, when who asked for it is gone.

    Args:
        sandbox: Where the worker runs student code.
    """

    idempotent = True

    def __init__(self, sandbox: Sandbox) -> None:
        self.name = _name(sandbox)
        self._sandbox: Sandbox = sandbox
        self._engine: LocalEngine | None = None

    def setup(self, worker: Worker) -> None:
        del worker
        versions()  # of what is on disk now: what the worker has imported and its warm process will
        with contextlib.suppress(CourseError):  # told to who wants a job run
            self.engine()

    def teardown(self, worker: Worker) -> None:
        del worker
        if self._engine is not None:
            self._engine.close()

    def engine(self) -> LocalEngine:
        """The engine.

        Raises:
            CourseError: This machine has no sandbox.
        """
        self._engine = self._engine or LocalEngine(self._sandbox)
        return self._engine


def run_job(data: bytes, sandbox: Sandbox, wanted: dict[str, str]) -> bytes:
    """On a worker: run a job.

    Args:
        data: The job, encoded.
        sandbox: Where to run it.
        wanted: The `versions` of who asks.

    Returns:
        Its result, encoded.

    Raises:
        CourseError: The worker has other versions, or no sandbox.
    """
    worker, here = get_worker(), versions()
    other = [f"{name} {here.get(name)}, not {it}" for name, it in wanted.items() if here.get(name) != it]
    if other:
        hint = "Other versions may give other grades: install the same there, and start the worker again."
        raise CourseError(f"The worker {worker.address} has {', '.join(other)}.", hint=hint)
    warm = worker.plugins[_name(sandbox)]
    assert isinstance(warm, WarmWorker)
    try:
        engine = warm.engine()
    except CourseError as fault:
        raise CourseError(f"The worker {worker.address} can't run submissions. {fault.message}", fault.hint) from None
    return engine.run(Job.decode(data)).encode()


@lru_cache(maxsize=1)
def versions() -> dict[str, str]:
    """What a result depends on besides the job: the kit's code, Python, and what networks are built with."""
    kit = f"{__version__} ({key_of_files(kit_files())[:12]})"
    backend = os.environ.get("KERAS_BACKEND", "tensorflow")
    found = {"kit": kit, "Python": python_version().rpartition(".")[0], "backend": f"{backend} {_installed(backend)}"}
    return found | {package: _installed(package) for package in ("keras", "numpy")}


def _installed(package: str) -> str:
    return installed_version(package) or "of some version"  # tensorflow-cpu, say


class Cluster(Engine):
    """An engine whose warm processes are on the workers of a Dask cluster.

    A worker that is lost costs what it was running, which runs again on another. What came back is kept on disk until
    it was used, so that the end of this process, whatever it is, costs no more than that either.

    Args:
        sandbox: Where the workers run student code.
        returned: A folder for results that came back and are not used yet.
        scheduler: Address of a Dask scheduler. Without one, a cluster is started on this machine:
        workers: How many workers it has.

    Raises:
        CourseError: There is no scheduler at this address, or it has no workers. From `run`: it was lost, or a worker
            refuses.
    """

    def __init__(self, sandbox: Sandbox, returned: Path, scheduler: str = "", workers: int = 0) -> None:
        super().__init__(sandbox)
        self._returned = returned
        self._returned.mkdir(parents=True, exist_ok=True)
        for name in ("distributed", "distributed.client"):
            logging.getLogger(name).setLevel(logging.CRITICAL)  # errors and rows say what matters
        dask.config.set(QUIET)
        self._cluster = None if scheduler else _started_here(workers)
        self._where = f"at {scheduler}" if scheduler else "on this machine"
        try:
            self._client = Client(self._cluster or scheduler, timeout=CONNECT_S, set_as_default=False)
        except (OSError, ValueError, TypeError) as error:
            hint = "Start one: dask scheduler. It prints its address."
            raise CourseError(f"There is no Dask scheduler {self._where}: {error}", hint=hint) from None
        try:
            self._client.wait_for_workers(1, timeout=START_S)
            self._client.register_plugin(WarmWorker(sandbox))
        except TimeoutError:
            self.close()
            raise self._no_worker() from None
        except Exception as error:
            self.close()
            hint = "Install what is installed here on the machines of the scheduler and its workers."
            raise CourseError(f"The workers {self._where} can't be used: {error}", hint=hint) from None

    def __exit__(self, kind: type[BaseException] | None = None, *_: object) -> None:
        self.close()
        if kind is None:  # what is still kept is of submissions that have changed meanwhile
            shutil.rmtree(self._returned, ignore_errors=True)

    def close(self) -> None:
        """Let go of the cluster; end it if it was started here. Other workers keep their warm process for the next."""
        self._client.close(timeout=5)
        if self._cluster is not None:
            self._cluster.close(timeout=10)

    cancel = close

    def default_jobs(self, limits: Limits) -> int:
        """How many jobs to run side by side: as many as the workers have threads now."""
        del limits
        return max(1, sum(self._client.nthreads().values()))

    def run(self, job: Job) -> JobResult:
        """Run a job on one of the workers.

        Its result has a `fault` if the workers that ran it died, or failed in a way that nobody thought of.
        """
        data = job.encode()
        kept = self._place(data)
        with contextlib.suppress(OSError, ValueError, LookupError):  # not there, or cut off
            return JobResult.decode(kept.read_bytes())
        try:
            came = self._run(data)
            kept.write_bytes(came)
            return JobResult.decode(came)
        except CourseError:
            raise
        except KilledWorker:
            return JobResult(fault="The workers that ran it died. It is tried again in the next run.")
        except Exception as error:
            if isinstance(error, FutureCancelledError) or self._client.status != "running":
                message = f"The Dask scheduler {self._where} is lost."
                raise CourseError(message, hint=f"Start it and its workers again. {AGAIN}") from None
            return JobResult(fault=f"{type(error).__name__}: {error}")

    def run_all(
        self, jobs: Iterable[tuple[Key, Job]], parallel: int, then: Callable[[Key, JobResult], Any] = as_it_is
    ) -> Iterator[tuple[Key, Any]]:
        """Run jobs on the workers and yield each result, with the key it came with, as it comes back.

        Jobs whose workers died are run once more, each alone, when no other is left: then it is clear who did it.
        """
        failed: list[tuple[Key, Job]] = []

        def used(pair: tuple[Key, Job], result: JobResult) -> Any:
            return FAILED if result.fault else then(pair[0], result)

        for (key, job), found in super().run_all((((key, job), job) for key, job in jobs), parallel, used):
            if found is FAILED:
                failed.append((key, job))
                continue
            yield key, found
            self._place(job.encode()).unlink(missing_ok=True)  # who asks for the next has used this one
        for key, job in failed:
            yield key, then(key, self.run(job))
            self._place(job.encode()).unlink(missing_ok=True)

    def _run(self, data: bytes) -> bytes:
        future = self._client.submit(run_job, data, self.sandbox, versions(), pure=False)
        while True:
            try:
                return future.result(timeout=LOOK_S)
            except TimeoutError:
                if not self._client.nthreads():
                    raise self._no_worker() from None

    def _no_worker(self) -> CourseError:
        hint = f"Start some: dask worker ADDRESS --nthreads 1. {AGAIN}"
        return CourseError(f"There is no Dask worker {self._where}.", hint=hint)

    def _place(self, data: bytes) -> Path:
        """Where the result of an encoded job is kept."""
        return self._returned / key_of(data, self.sandbox, *versions().values())


def _started_here(workers: int) -> LocalCluster:
    return LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        security=True,
        silence_logs=logging.CRITICAL,
        scheduler_kwargs={"allowed_failures": ALLOWED_FAILURES, "dashboard": False, "dashboard_address": ":0"},
    )


def _name(sandbox: Sandbox) -> str:
    """What the plugin is called: it stays on the workers, warm, for whoever comes next."""
    return f"autograder-{sandbox}"
