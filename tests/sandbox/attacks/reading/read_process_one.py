"""Reads and changes the process above it, and looks for files that it holds open."""

import os
from pathlib import Path

for number in {os.getppid(), 1}:
    folder = Path("/proc") / str(number)
    try:
        held = [os.readlink(path) for path in (folder / "fd").iterdir()]
    except OSError:
        continue
    outside = [target for target in held if target != "/dev/null"]
    if outside:
        print("BRE" + "ACH: files of the process above", outside)
    try:
        if any(line.split()[2] not in ("65534", "1000") for line in (folder / "status").read_text().splitlines() if line.startswith("Uid")):
            print("BRE" + "ACH: the process above is another user")
    except OSError:
        pass
