"""Has an object whose methods raise, exit or hang shown as a cell's result."""

import os


class Shown:
    def __repr__(self):
        raise SystemExit("repr")

    def _repr_html_(self):
        raise KeyboardInterrupt

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {1: 2, "text/plain": self, "image/png": self, b"x": None}

    def _repr_png_(self):
        return bytearray(1000)

    def _ipython_display_(self):
        raise BaseException("display")


display(Shown())  # noqa: F821
type("\ud800", (Exception,), {"__str__": lambda self: 1 / 0, "__repr__": lambda self: os.abort()})
Shown()
