"""Jobs run on Dask's workers as here, unless a worker has another kit or no sandbox."""

import contextlib
import shutil
from pathlib import Path

import pytest

from autograder.errors import CourseError
from autograder.paths import PACKAGE
from autograder.sandbox.bubblewrap import Sandbox
from autograder.sandbox.dask_cluster import Cluster
from autograder.schema.assignment import Limits
from autograder.schema.job import Cell, Job
from support.machines import Machines

PRINTS = Job((Cell("", "import random; print(random.random())"),), (), Limits())


@pytest.mark.slow
def test_what_came_back_is_not_run_again_before_it_is_used(tmp_path: Path, sandbox: Sandbox) -> None:
    with Machines() as machines:
        with contextlib.suppress(KeyboardInterrupt), Cluster(sandbox, tmp_path, machines.address) as cluster:
            first = cluster.run(PRINTS)
            raise KeyboardInterrupt
        with Cluster(sandbox, tmp_path, machines.address) as cluster:
            assert first.ending == "finished" and cluster.run(PRINTS) == first
            ((_, used),) = cluster.run_all([("ada", PRINTS)], 1)
            ((_, anew),) = cluster.run_all([("ada", PRINTS)], 1)
            assert used == first and anew.outputs != first.outputs


@pytest.mark.slow
def test_worker_of_another_kit_is_refused(tmp_path: Path, sandbox: Sandbox) -> None:
    shutil.copytree(PACKAGE, tmp_path / "autograder", ignore=shutil.ignore_patterns("__pycache__"))
    with (tmp_path / "autograder" / "judge.py").open("a") as file:
        file.write("# another\n")
    refusal = pytest.raises(CourseError, match=r"The worker tcp://\S+ has kit .*, not .*same there")
    with Machines(PYTHONPATH=str(tmp_path)) as it, Cluster(sandbox, tmp_path / "r", it.address) as cluster, refusal:
        cluster.run(PRINTS)


@pytest.mark.slow
def test_worker_without_a_sandbox_is_refused_unless_asked_for(tmp_path: Path) -> None:
    with Machines(PATH=str(tmp_path)) as machines:
        refusal = pytest.raises(CourseError, match=r"can't run submissions\. .*can't be isolated here\. bwrap is not")
        with Cluster("bubblewrap", tmp_path, machines.address) as cluster, refusal:
            cluster.run(PRINTS)
        with Cluster("none", tmp_path, machines.address) as cluster:
            assert cluster.run(PRINTS).ending == "finished"


@pytest.mark.slow
def test_scheduler_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match=r"no Dask scheduler at tcp://127\.0\.0\.1:1"):
        Cluster("none", tmp_path, "tcp://127.0.0.1:1")
