"""Takes more memory than it may, each of its processes a part.

only in a sandbox
"""

import mmap
import os
import signal
import time

signal.signal(signal.SIGALRM, signal.SIG_IGN)


def take(mib):
    held = bytearray(mib << 20)
    for at in range(0, mib << 20, 4096):
        held[at] = 1
    return held


children = []
for _ in range(6):
    child = os.fork()
    if child == 0:
        held = take(300)
        time.sleep(1.5)
        os._exit(0)
    children.append(child)
ends = [os.waitpid(child, 0)[1] for child in children]
if not any(ends):
    print("BRE" + "ACH: three times the memory that it may have")
