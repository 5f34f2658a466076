"""Takes more memory than it may, in System V segments that it lets go of but does not remove.

only in a sandbox
"""

import ctypes
import time

libc = ctypes.CDLL(None, use_errno=True)
libc.shmat.restype = ctypes.c_void_p
libc.shmdt.argtypes = [ctypes.c_void_p]
size = 0
for _ in range(12):
    segment = libc.shmget(0, ctypes.c_size_t(150 << 20), 0o1600)
    if segment < 0:
        break
    place = libc.shmat(segment, None, 0)
    if place in (None, ctypes.c_void_p(-1).value):
        break
    ctypes.memset(place, 1, 150 << 20)
    libc.shmdt(place)
    size += 150
time.sleep(1)
if size > 1200:
    print("BRE" + "ACH: memory that it may not have, MiB:", size)
