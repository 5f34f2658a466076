"""Leaves hooks for later: linecache, atexit, tracing, excepthook, finders, weak references, signals."""

import atexit
import linecache
import signal
import sys
import threading
import weakref


def later(*args, **kwargs):
    print("20.0")
    return later


class Finder:
    def find_spec(self, name, path=None, target=None):
        later()


linecache.getline = linecache.getlines = lambda *args, **kwargs: "return 20.0"
atexit.register(later)
sys.settrace(later)
sys.setprofile(later)
threading.settrace(later)
sys.excepthook = sys.unraisablehook = later
sys.meta_path.insert(0, Finder())
weakref.finalize(later, later)
for number in (signal.SIGUSR1, signal.SIGTERM, signal.SIGCHLD):
    signal.signal(number, later)
sys.settrace(None)
sys.setprofile(None)
