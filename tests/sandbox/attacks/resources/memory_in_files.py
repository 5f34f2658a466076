"""Takes more memory than it may, in files that have no name and are not mapped.

only in a sandbox
"""

import os
import signal
import time

signal.signal(signal.SIGALRM, signal.SIG_IGN)
held, block = [], b"x" * 2**20
try:
    while len(held) < 240:
        held.append(os.memfd_create("x"))
        for _ in range(8):
            os.write(held[-1], block)
except OSError:
    pass
size = sum(os.fstat(number).st_size for number in held) >> 20
time.sleep(1)
if size > 1200:
    print("BRE" + "ACH: memory that it may not have, MiB:", size)
