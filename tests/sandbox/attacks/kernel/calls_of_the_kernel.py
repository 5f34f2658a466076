"""Makes system calls that an attacker likes: io_uring, keys, bpf, userfaultfd, handles and more.

only in a sandbox
"""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)

buffer = ctypes.create_string_buffer(4096)
calls = {
    "io_uring_setup": (425, 8, buffer),
    "add_key": (248, b"user", b"x", b"y", 1, -3),
    "keyctl": (250, 0, -3, 1),
    "request_key": (249, b"user", b"x", None, -3),
    "bpf": (321, 5, buffer, 128),
    "userfaultfd": (323, 1),
    "perf_event_open": (298, buffer, 0, -1, -1, 0),
    "name_to_handle_at": (303, -100, b"/", buffer, buffer, 0),
    "open_by_handle_at": (304, -100, buffer, 0),
    "personality": (135, 0x0040000),
    "kcmp": (312, 1, 1, 0, 0, 0),
    "syslog": (103, 3, buffer, 100),
    "sethostname": (170, b"x", 1),
    "settimeofday": (164, buffer, None),
    "quotactl": (179, 0, None, 0, None),
    "landlock": (444, None, 0, 1),
    "vmsplice": (278, 0, None, 0, 0),
    "fanotify_init": (300, 0, 0),
    "clone3": (435, buffer, 64),
    "memfd_secret": (447, 0),
    "iopl": (172, 3),
}
done = [name for name, (number, *args) in calls.items() if libc.syscall(number, *args) >= 0]
if done:
    print("BRE" + "ACH:", done)
