"""Starts as many busy processes as it may, so that others run out of time.

only in a sandbox
"""

import os
import time

for _ in range(60):
    try:
        if os.fork() == 0:
            os.setsid()
            while True:
                pass
    except OSError:
        break
try:
    os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(1))
except OSError:
    pass
deadline = time.monotonic() + 30
while time.monotonic() < deadline:
    try:
        sum(range(10**6))
    except BaseException:
        pass
