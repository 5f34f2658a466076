"""Loops and catches whatever would end the loop."""

import sys

sys.setrecursionlimit(10**6)
while True:
    try:
        while True:
            pass
    except BaseException:
        continue
