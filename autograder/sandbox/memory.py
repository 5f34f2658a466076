"""Finds the jobs whose processes together hold more memory than they may.

A limit of the kernel's counts a process, not a job, and control groups are not everywhere: so `fork_server` looks.
"""

import contextlib
import os
import resource
from collections.abc import Mapping
from pathlib import Path

import psutil

PAGE = resource.getpagesize()
MIB = 2**20
RESERVE_MIB = 512
MANY = 8  # processes of one job that may compete with others on equal terms


def over_memory(jobs: Mapping[int, int], reserve: int = 0) -> list[int]:
    """Which jobs hold more memory than they may.

    Args:
        jobs: By first process of a job, the MiB that all its processes may hold together.
        reserve: Bytes that must stay available on the machine.

    What a fork shares with the process it came from counts by each one's share of it. If less than the reserve is left,
    the job that holds most goes, whatever it may hold. A job of many processes is put behind the others.
    """
    if not jobs:
        return []
    families = _families(set(jobs))
    if available() < reserve:  # held where nothing counts it: in sockets, say
        return [max(jobs, key=lambda first: sum(map(_resident, families[first])))]
    for family in families.values():
        if len(family) > MANY:
            _give_way(family)
    found = []
    for first, most in jobs.items():
        if sum(_resident(process) for process in families[first]) <= most * MIB:  # cheap, and never too small
            continue
        if sum(_share(process) for process in families[first]) > most * MIB:
            found.append(first)
    return found


def _give_way(family: list[int]) -> None:
    """Let many busy processes take no more of the processors from others than one."""
    for process in family:
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, process, 19)


def children_of(process: int) -> list[int]:
    """Processes that a process started."""
    return [other for other, parent in _parents().items() if parent == process]


def _families(firsts: set[int]) -> dict[int, list[int]]:
    parents = _parents()
    found: dict[int, list[int]] = {first: [] for first in firsts}
    for process in parents:
        ancestor = process
        while ancestor not in firsts and ancestor in parents:
            ancestor = parents[ancestor]
        if ancestor in firsts:
            found[ancestor].append(process)
    return found


def _parents() -> dict[int, int]:
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            found[int(folder.name)] = int((folder / "stat").read_bytes().rpartition(b")")[2].split()[1])
    return found


def _resident(process: int) -> int:
    with contextlib.suppress(OSError), open(f"/proc/{process}/statm", "rb") as file:
        return int(file.read().split()[1]) * PAGE
    return 0


def _share(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_bytes().splitlines()
    except OSError:
        return _resident(process)
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith((b"Pss_Anon:", b"Pss_Shmem:")))


def available() -> int:
    """Bytes that the machine can still give to processes."""
    return psutil.virtual_memory().available


def reserve_now() -> int:
    """Bytes to keep for others, by what is available before any job runs: a machine that has little keeps less."""
    return min(RESERVE_MIB * MIB, available() // 4)
