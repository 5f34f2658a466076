"""Says which system calls a job may make: those that Python, Keras' backends, matplotlib, a shell and its tools make.

It is a list of what is allowed. All else, and what kernels are taught after it was written, looks to a job as if this
kernel did not have it (ENOSYS): libraries then do without, as on older ones. `isolation` loads it.
"""

import errno
import functools
import socket
from typing import Any

# Not among them, though often made elsewhere: setsid (a job is one session, as Linux may share processors out by
# session), setuid and its like, setxattr, memfd_create, mlock and System V objects (they hold memory uncounted).
ALLOWED = """
    access chdir chmod chown close close_range copy_file_range creat dup dup2 dup3 faccessat faccessat2 fadvise64
    fallocate fchdir fchmod fchmodat fchmodat2 fchown fchownat fcntl fdatasync fgetxattr flistxattr flock fstat
    fstatfs fsync ftruncate futimesat getcwd getdents getdents64 getxattr inotify_add_watch inotify_init inotify_init1
    inotify_rm_watch lchown lgetxattr link linkat listxattr llistxattr lseek lstat mkdir mkdirat mknod mknodat
    newfstatat open openat openat2 pread64 preadv preadv2 pwrite64 pwritev pwritev2 read readahead readlink readlinkat
    readv rename renameat renameat2 rmdir sendfile splice stat statfs statx symlink symlinkat sync_file_range tee
    truncate umask unlink unlinkat utime utimensat utimes write writev

    epoll_create epoll_create1 epoll_ctl epoll_pwait epoll_pwait2 epoll_wait eventfd eventfd2 pipe pipe2 poll ppoll
    pselect6 select signalfd signalfd4 timerfd_create timerfd_gettime timerfd_settime

    brk get_mempolicy madvise mbind membarrier mincore mmap mprotect mremap msync munmap set_mempolicy

    arch_prctl capget execve execveat exit exit_group fork futex futex_waitv get_robust_list getcpu getegid geteuid
    getgid getgroups getpgid getpgrp getpid getppid getpriority getresgid getresuid getrlimit getrusage getsid gettid
    getuid kill pause prlimit64 restart_syscall riscv_flush_icache riscv_hwprobe rseq rt_sigaction rt_sigpending
    rt_sigprocmask rt_sigqueueinfo rt_sigreturn rt_sigsuspend rt_sigtimedwait rt_tgsigqueueinfo sched_get_priority_max
    sched_get_priority_min sched_getaffinity sched_getattr sched_getparam sched_getscheduler sched_rr_get_interval
    sched_setaffinity sched_setparam sched_setscheduler sched_yield set_robust_list set_tid_address setpgid
    setpriority setrlimit sigaltstack tgkill times tkill vfork wait4 waitid

    alarm clock_getres clock_gettime clock_nanosleep getitimer getrandom gettimeofday nanosleep setitimer sysinfo time
    timer_create timer_delete timer_getoverrun timer_gettime timer_settime uname

    accept accept4 bind connect getpeername getsockname getsockopt listen recvfrom recvmmsg recvmsg sendmmsg sendmsg
    sendto shutdown
""".split()
# Of prctl(2): SET_PDEATHSIG, GET_PDEATHSIG, GET_DUMPABLE, SET_NAME, GET_NAME, GET_SECCOMP, CAPBSET_READ, SET_ and
# GET_TIMERSLACK, GET_NO_NEW_PRIVS, SET_VMA. Not SET_DUMPABLE: it would hide how much memory is held.
PROCESS_OPTIONS = (1, 2, 3, 15, 16, 21, 23, 29, 30, 39, 0x53564D41)
# None that makes room in the kernel.
SOCKET_OPTIONS = {
    socket.SOL_SOCKET: "SO_BROADCAST SO_KEEPALIVE SO_LINGER SO_RCVTIMEO SO_REUSEADDR SO_REUSEPORT SO_SNDTIMEO",
    socket.IPPROTO_TCP: "TCP_KEEPCNT TCP_KEEPIDLE TCP_KEEPINTVL TCP_NODELAY",
    socket.IPPROTO_IPV6: "IPV6_V6ONLY",
}
ANY_NAMESPACE = 0x7E020080  # of clone(2): mount, cgroup, uts, ipc, user, process, network and time
TIOCSTI = 0x5412  # types into the terminal
INT = 0xFFFFFFFF  # what the kernel reads of an argument that is an int


@functools.lru_cache(maxsize=1)
def system_calls() -> Any:
    """The filter. What this libseccomp does not know by name is not allowed either."""
    import pyseccomp as seccomp

    calls = seccomp.SyscallFilter(seccomp.ERRNO(errno.ENOSYS))
    for name in ALLOWED:
        try:
            calls.add_rule(seccomp.ALLOW, name)
        except (OSError, RuntimeError, ValueError):  # younger than this libseccomp, or of another architecture
            continue

    def allow(name: str, *arguments: tuple[int, int, int]) -> None:
        """A call whose arguments, by their index, are these where a mask says so."""
        wanted = [seccomp.Arg(index, seccomp.MASKED_EQ, mask, value) for index, mask, value in arguments]
        calls.add_rule(seccomp.ALLOW, name, *wanted)

    allow("clone", (0, ANY_NAMESPACE, 0))  # clone3's flags can't be seen from here; libc does without it
    for option in PROCESS_OPTIONS:
        allow("prctl", (0, INT, option))
    for bit in (1 << position for position in range(32)):  # any other number differs in one
        allow("ioctl", (1, bit, ~TIOCSTI & bit))
    for family in (socket.AF_UNIX, socket.AF_INET, socket.AF_INET6):
        allow("socket", (0, INT, family))
    allow("socketpair", (0, INT, socket.AF_UNIX))
    for level, names in SOCKET_OPTIONS.items():
        for name in names.split():
            allow("setsockopt", (1, INT, level), (2, INT, getattr(socket, name)))
    return calls
