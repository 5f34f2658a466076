"""Cuts a forked process off from everything but its job.

Runs inside the sandbox, between the fork and the student's code, called by `run_cells`: namespaces of its own for
users, processes, mounts, network and System V objects; a fresh /proc; an empty home with a limit on its size; no
capabilities; no system call that the code of a course needs and an attacker likes. What it may take is limited.
"""

import ctypes
import functools
import os
import resource
import signal
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from autograder.sandbox.bubblewrap import HOME, OWN
from autograder.schema.assignment import Limits

NEW_MOUNT, NEW_IPC, NEW_USER, NEW_PID, NEW_NET = 0x20000, 0x8000000, 0x10000000, 0x20000000, 0x40000000
NAMESPACES = NEW_MOUNT | NEW_IPC | NEW_USER | NEW_PID | NEW_NET
ANY_NAMESPACE = NAMESPACES | 0x80 | 0x2000000 | 0x4000000  # and time, cgroup, uts
READ_ONLY, NO_SUID, NO_DEVICES, NO_EXEC, BIND, RECURSIVE, PRIVATE = 0x1, 0x2, 0x4, 0x8, 0x1000, 0x4000, 0x40000
DIE_WITH_PARENT, DUMPABLE, DROP_BOUND, NO_NEW_PRIVILEGES = 1, 4, 24, 38  # of prctl(2)
CAPABILITIES = 41
# Among them setsid: a job is one session, as Linux may share processors out by session.
DENIED = """
    acct add_key adjtimex bpf chroot clock_adjtime clock_settime delete_module fanotify_init finit_module
    fsconfig fsmount fsopen fspick get_kernel_syms init_module io_uring_enter io_uring_register io_uring_setup
    ioperm iopl kcmp kexec_file_load kexec_load keyctl landlock_create_ruleset lookup_dcookie memfd_create
    memfd_secret mount mount_setattr move_mount msgget name_to_handle_at nfsservctl open_by_handle_at open_tree
    perf_event_open personality pidfd_getfd pivot_root process_madvise process_vm_readv process_vm_writev ptrace
    quotactl quotactl_fd reboot request_key semget setdomainname sethostname setns setsid settimeofday shmget swapoff
    swapon syslog umount umount2 unshare userfaultfd vhangup vmsplice
""".split()

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


@functools.lru_cache(maxsize=1)
def system_calls() -> Any:
    """The filter: it refuses what is `DENIED`, new namespaces, odd sockets and ways to hold memory uncounted."""
    import errno
    import socket

    import pyseccomp as seccomp

    calls = seccomp.SyscallFilter(seccomp.ALLOW)
    refuse = seccomp.ERRNO(errno.EPERM)
    for name in DENIED:
        try:
            calls.add_rule(refuse, name)
        except (OSError, RuntimeError, ValueError):  # younger than this libseccomp, or of another architecture
            continue
    for bit in (1 << position for position in range(32) if ANY_NAMESPACE & 1 << position):
        calls.add_rule(refuse, "clone", seccomp.Arg(0, seccomp.MASKED_EQ, bit, bit))
    calls.add_rule(seccomp.ERRNO(errno.ENOSYS), "clone3")  # its flags can't be seen from here; libc falls back to clone
    calls.add_rule(refuse, "prctl", seccomp.Arg(0, seccomp.EQ, DUMPABLE))  # it would hide how much memory is held
    for option in (socket.SO_SNDBUF, socket.SO_RCVBUF, 32, 33):  # room in the kernel; the last two: the same by force
        size = (seccomp.Arg(1, seccomp.EQ, socket.SOL_SOCKET), seccomp.Arg(2, seccomp.EQ, option))
        calls.add_rule(refuse, "setsockopt", *size)
    calls.add_rule(refuse, "socketpair", seccomp.Arg(0, seccomp.NE, socket.AF_UNIX))
    calls.add_rule(refuse, "ioctl", seccomp.Arg(1, seccomp.MASKED_EQ, 0xFFFFFFFF, 0x5412))  # TIOCSTI
    allowed = (socket.AF_UNIX, socket.AF_INET, socket.AF_INET6)
    for family in range(46):
        if family not in allowed:
            calls.add_rule(refuse, "socket", seccomp.Arg(0, seccomp.EQ, family))
    calls.add_rule(refuse, "socket", seccomp.Arg(0, seccomp.GE, 46))
    return calls


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
