"""Reads environments, command lines, memory, files and folders of all other processes."""

import os
from pathlib import Path


def read(path):
    try:
        with open(path, "rb") as file:
            return file.read(3000).decode("utf-8", "replace")
    except OSError:
        return ""


family = {os.getpid(), 1}
for folder in Path("/proc").glob("[0-9]*"):
    print(read(folder / "environ"), read(folder / "cmdline"))
    for name in ("cwd/secret.txt", "root/root/secret.txt", "root/tmp/secret.txt", "cwd/solutions/residual/secret.txt"):
        print(read(folder / name))
    if int(folder.name) not in family and os.access(folder / "mem", os.R_OK):
        print("BRE" + "ACH: the memory of process", folder.name)
    if int(folder.name) not in family:
        print("BRE" + "ACH: saw process", folder.name)
