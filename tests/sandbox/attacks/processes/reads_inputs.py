"""Waits for input, opens a terminal, an editor and a debugger."""

import os
import sys

for ask in (lambda: input("points? "), lambda: sys.stdin.read(), lambda: open("/dev/tty").read(), lambda: os.read(0, 10)):
    try:
        ask()
    except BaseException:
        pass
shell = get_ipython()  # noqa: F821
shell.run_line_magic("debug", "")
shell.run_line_magic("edit", "x")
try:
    shell.system("cat; exec sleep 100")
except OSError:
    pass
