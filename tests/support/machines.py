"""Dask's scheduler and a worker, as they are started on other machines."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path


def await_that(holds: Callable[[], object]) -> None:
    for _ in range(2400):
        if holds():
            return
        time.sleep(0.1)
    raise AssertionError("it did not come to that")


class Machines:
    """A scheduler and its worker, as they are started on other machines."""

    def __init__(self, **environment: str) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="dask-", dir="/tmp"))
        noted = self._folder / "scheduler.json"
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(noted))
        await_that(lambda: noted.exists() and noted.read_text().endswith("}"))
        self.address = json.loads(noted.read_text())["address"]
        self._worker = self._start("worker", self.address, "--nthreads", "1", **environment)

    def _start(self, *words: str, **environment: str) -> subprocess.Popen:
        command = [sys.executable, "-m", "dask", *words, "--no-dashboard"]
        with (self._folder / "said.txt").open("a") as said:
            env = os.environ | environment
            return subprocess.Popen(command, cwd=self._folder, env=env, stdout=said, stderr=subprocess.STDOUT)

    def __enter__(self) -> "Machines":
        return self

    def __exit__(self, *_: object) -> None:
        for process in (self._worker, self.scheduler):
            process.terminate()
            process.wait(60)
        shutil.rmtree(self._folder)
