"""Mounts, unmounts and remounts.

only in a sandbox
"""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)

tried = {
    "mount": libc.mount(b"none", b"/tmp", b"tmpfs", 0, None),
    "bind": libc.mount(b"/usr", b"/tmp", None, 4096, None),
    "remount": libc.mount(None, b"/usr", None, 32 | 4096, None),
    "umount": libc.umount2(b"/proc", 2),
    "fsopen": libc.syscall(430, b"tmpfs", 0),
    "open_tree": libc.syscall(428, -100, b"/", 1),
    "move_mount": libc.syscall(429, -100, b"/proc", -100, b"/tmp", 0),
    "mount_setattr": libc.syscall(442, -100, b"/", 0, None, 0),
    "swapon": libc.swapon(b"/tmp/x", 0),
}
done = [name for name, result in tried.items() if result >= 0]
if done:
    print("BRE" + "ACH:", done)
    for name in ("bind", "mount"):
        if name in done:
            libc.umount2(b"/tmp", 2)
