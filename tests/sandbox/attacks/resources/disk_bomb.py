"""Writes files without end, wherever it may write.

only in a sandbox
"""

import os

block, total = bytes(1 << 20), 0
for folder in ("/home/student", "/home", "/tmp", "/dev/shm", "/var/tmp", "/dev", "/dev/mqueue", "/run", "/"):
    for number in range(20):
        try:
            with open(f"{folder}/bomb-{number}", "wb") as file:
                for _ in range(7):
                    total += file.write(block)
                    file.flush()
        except OSError:
            break
if total > 32 << 20:
    print("BRE" + "ACH: wrote", total)
