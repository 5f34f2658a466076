"""Cuts a forked process off from everything but its job.

Runs inside the sandbox, between the fork and the student's code, called by `run_cells`: namespaces of its own for
users, processes, mounts, network and System V objects; a fresh /proc; an empty home with a limit on its size; no
capabilities; no system call but those in `system_calls`. What it may take is limited.
"""

import ctypes
import os
import resource
import signal
import sys
from collections.abc import Iterable
from pathlib import Path

from autograder.sandbox.bubblewrap import HOME, OWN
from autograder.sandbox.system_calls import system_calls
from autograder.schema.assignment import Limits

NEW_MOUNT, NEW_IPC, NEW_USER, NEW_PID, NEW_NET = 0x20000, 0x8000000, 0x10000000, 0x20000000, 0x40000000
NAMESPACES = NEW_MOUNT | NEW_IPC | NEW_USER | NEW_PID | NEW_NET
READ_ONLY, NO_SUID, NO_DEVICES, NO_EXEC, BIND, RECURSIVE, PRIVATE = 0x1, 0x2, 0x4, 0x8, 0x1000, 0x4000, 0x40000
DIE_WITH_PARENT, DROP_BOUND, NO_NEW_PRIVILEGES = 1, 24, 38  # of prctl(2)
CAPABILITIES = 41

_libc = ctypes.CDLL(None, use_errno=True)


def isolate(limits: Limits, gpu: bool = False, unseen: Iterable[Path] = ()) -> None:
    """Return in a process that is cut off; the process that called waits for it and ends as it ended.

    The calling process must be single-threaded. It stays outside, where it can be killed; below it, process 1 of the
    new namespace reaps what the job leaves behind, and when it ends the kernel ends all the others.

    Args:
        limits: What the job may take.
        gpu: Whether it may compute on a GPU. Its driver maps far more addresses than memory, so that these are not
            limited then; memory itself is watched from outside.
        unseen: Folders that it finds empty.

    Raises:
        OSError: The kernel refuses; the message says what.
    """
    uid, gid = os.getuid(), os.getgid()
    _check(_libc.unshare(NAMESPACES), "make namespaces")
    for name, text in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)
    _stay_behind(os.fork())
    _libc.prctl(DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
    os.setsid()
    _own_files(limits, unseen)
    _drop_capabilities()
    system_calls().load()
    _stay_behind(os.fork())
    _limit(limits, gpu)


def _stay_behind(child: int) -> None:
    """In the parent: wait until the child ends, reaping others, and end as it did. In the child: return."""
    if not child:
        return
    os.closerange(3, 65536)
    while True:
        process, status = os.wait()
        if process == child:
            os._exit(os.waitstatus_to_exitcode(status) & 255)


def _own_files(limits: Limits, unseen: Iterable[Path]) -> None:
    """A /proc that shows this namespace only, and one small file system for home, temporary files and /dev/shm."""
    _mount(None, "/", None, RECURSIVE | PRIVATE)
    _mount("proc", "/proc", "proc", NO_SUID | NO_DEVICES | NO_EXEC)
    Path("/proc/self/oom_score_adj").write_text("1000")  # the first to go if the machine runs out of memory
    _mount("tmpfs", OWN, "tmpfs", NO_SUID | NO_DEVICES, f"size={limits.disk_mib}m,nr_inodes=20000,mode=755")
    for folder in ("tmp", "shm", "home"):
        Path(OWN, folder).mkdir()
    _mount(f"{OWN}/shm", "/dev/shm", None, BIND)
    for folder in ("/dev/pts", *map(str, unseen)):
        _mount("tmpfs", folder, "tmpfs", NO_SUID | NO_DEVICES | READ_ONLY, "size=4k")
    os.chdir(HOME)


def _mount(source: str | None, target: str, kind: str | None, flags: int, data: str | None = None) -> None:
    words = [word.encode() if word else None for word in (source, target, kind)]
    _check(_libc.mount(*words, ctypes.c_ulong(flags), data.encode() if data else None), f"mount {target}")


def _drop_capabilities() -> None:
    class Header(ctypes.Structure):
        _fields_ = (("version", ctypes.c_uint32), ("process", ctypes.c_int))

    for capability in range(CAPABILITIES):
        _libc.prctl(DROP_BOUND, capability, 0, 0, 0)
    _check(_libc.capset(ctypes.byref(Header(0x20080522, 0)), (ctypes.c_uint32 * 6)()), "drop capabilities")
    _check(_libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0), "give up privileges")


def _limit(limits: Limits, gpu: bool) -> None:
    with open("/proc/self/statm") as file:
        held = int(file.read().split()[0]) * resource.getpagesize()
    for kind, most in (
        (resource.RLIMIT_AS, resource.RLIM_INFINITY if gpu else held + limits.memory_mib * 2**20),
        (resource.RLIMIT_NPROC, limits.processes),
        (resource.RLIMIT_FSIZE, limits.disk_mib * 2**20),
        (resource.RLIMIT_NOFILE, 256),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_MSGQUEUE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def _check(result: int, what: str) -> None:
    if result:
        number = ctypes.get_errno()
        raise OSError(number, f"{os.strerror(number)}: can't {what}")


if __name__ == "__main__":  # a trial
    isolate(Limits())
    sys.exit(0)
