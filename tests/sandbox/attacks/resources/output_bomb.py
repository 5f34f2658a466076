"""Prints and shows without end."""

import sys

while True:
    print("x" * 10_000)
    sys.stderr.write("y" * 10_000)
    display("z" * 10_000)  # noqa: F821
