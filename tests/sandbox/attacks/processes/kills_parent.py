"""Kills and stops the processes above it.

only in a sandbox
"""

import os
import signal

for number in (os.getppid(), 1, os.getpgid(0), os.getsid(0)):
    for what in (signal.SIGSTOP, signal.SIGKILL):
        try:
            if number != os.getpid():
                os.kill(number, what)
        except OSError:
            pass
