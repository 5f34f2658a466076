"""Ends a call that computes for too long, as a Python loop over a large array does. `probe` calls through it."""

import _thread
import contextlib
import signal
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

from autograder.errors import BadSubmission

TICK_S = 0.05
SIGNAL = getattr(signal, "SIGPROF", signal.SIGTERM)  # one that nobody else waits for; Windows has few


class TooLong(KeyboardInterrupt):
    """A call has computed for too long. An interrupt, so that `except Exception` does not swallow it."""


def call_within(seconds: float, function: Callable[[], Any]) -> Any:
    """Call a function that may compute for so long, in the thread that calls it.

    That thread's own time counts: what other programs take does not, nor what an array operation takes on other cores.
    A loop in the main thread is interrupted; Python interrupts no other thread, and there it is refused at its end.

    Raises:
        BadSubmission: It takes longer; says what to do.
    """
    start, ended, result = time.thread_time(), threading.Event(), None

    def too_long() -> bool:
        return time.thread_time() - start > seconds

    def ring(*_: Any) -> None:
        if too_long() and not ended.is_set():
            raise TooLong

    with contextlib.suppress(TooLong), _ringing(ring, seconds, ended):
        try:
            result = function()
        finally:
            ended.set()
    if too_long():
        words = f"It takes more than {seconds:g} s of computing. Let NumPy go through the array, not a loop."
        raise BadSubmission(words)
    return result


@contextlib.contextmanager
def _ringing(ring: Callable[..., None], seconds: float, ended: threading.Event) -> Iterator[None]:
    """While on, `ring` is called in the main thread once this process has computed for so long, until `ended`."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def watch() -> None:
        begun = time.process_time()
        while not ended.wait(TICK_S):
            if time.process_time() - begun > seconds:
                _thread.interrupt_main(SIGNAL)

    watcher = threading.Thread(target=watch, daemon=True)
    previous = signal.signal(SIGNAL, ring)
    watcher.start()
    try:
        yield
    finally:
        ended.set()
        watcher.join()
        signal.signal(SIGNAL, previous)
