"""Makes namespaces, mounts, enters those of others and leaves its root.

only in a sandbox
"""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)

for flag in (0x20000, 0x80, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000):
    child = os.fork()
    if child == 0:
        os._exit(0 if libc.unshare(flag) == 0 else 1)
    if os.waitpid(child, 0)[1] == 0:
        print("BRE" + "ACH: made a namespace", hex(flag))
    child = libc.syscall(56, flag | 17, 0, 0, 0, 0)
    if child == 0:
        os._exit(0)
    if child > 0:
        print("BRE" + "ACH: cloned into a namespace", hex(flag))
for name in os.listdir("/proc/1/ns"):
    try:
        number = os.open(f"/proc/1/ns/{name}", os.O_RDONLY)
    except OSError:
        continue
    if libc.setns(number, 0) == 0:
        print("BRE" + "ACH: entered", name)
child = os.fork()
if child == 0:
    os._exit(0 if libc.chroot(b"/home") == 0 or libc.pivot_root(b".", b".") == 0 else 1)
if os.waitpid(child, 0)[1] == 0:
    print("BRE" + "ACH: changed its root")
