"""Follows a notebook or Python file in a terminal, from one save to the next, until its owner quits.

The command `autograder watch` calls it (`cli.student`).
"""

import contextlib
import os
import re
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from rich.console import Console
from rich.live import Live

from autograder.errors import BadSubmission, CourseError
from autograder.judging.reference import public_assignments
from autograder.sandbox.engine import Engine
from autograder.schema.published import known_assignments
from autograder.startup import quiet_stderr
from autograder.student.own_work import OwnWork
from autograder.student.snapshot import snapshot_of
from autograder.student.watch.open_file import editor_for, open_outside
from autograder.student.watch.rechecker import Rechecker
from autograder.student.watch.screen import WatchScreen
from autograder.student.watch.state import Board

LOOK_S = 0.2  # how often the file is looked at
SEQUENCE = re.compile(rb"\x1b(?:\[[0-9;]*.|O.)?")  # what an arrow sends, say, letters included


class Watch:
    """Brings together what happens (saves, verdicts, keys, another window size) and shows what comes of it.

    Args:
        work: What is watched.
        engine: Where it runs.
        cell_s: Seconds that a cell, or the calling of an answer, may take.
        console: The terminal.
    """

    def __init__(self, work: OwnWork, engine: Engine, cell_s: float, console: Console) -> None:
        self._work, self._console = work, console
        self._board = board = Board(work.assignment, known_assignments())
        self._wake_reader, self._wake_writer = os.pipe()
        os.set_blocking(self._wake_writer, False)
        reference = public_assignments()[work.assignment.id][1]
        self._rechecker = Rechecker(engine, work.assignment, reference, cell_s, self._wake_writer)
        self._screen = WatchScreen(board, work.path.name, cell_s)
        self._stamp: tuple[int, ...] | None = None
        self._unreadable = 0
        self._changed, self._ended = True, False

    def follow(self) -> int:
        """Watch until `q`, Ctrl-C or the end of the terminal.

        Returns:
            How many questions are solved.
        """
        signal.signal(signal.SIGWINCH, lambda *_: None)  # noticed by the descriptor
        signal.set_wakeup_fd(self._wake_writer, warn_on_full_buffer=False)
        live = Live(
            self._screen,
            console=self._console,
            screen=True,
            auto_refresh=False,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        with contextlib.suppress(KeyboardInterrupt), quiet_stderr(), _keys() as self._usual, live, self._rechecker:
            while not self._ended:
                self._look()
                self._rechecker.hurry()
                self._collect()
                if self._changed:
                    live.refresh()
                self._await(live)
        return sum(map(self._board.solved, self._work.assignment.questions))

    def _look(self) -> None:
        """Read the file if it has changed; one that can't be read is looked at again before anything is said."""
        try:
            status = self._work.path.stat()
            stamp = (status.st_mtime_ns, status.st_size, status.st_ino)
        except OSError:
            stamp = None
        if stamp is not None and stamp == self._stamp:
            return
        try:
            snapshot = snapshot_of(self._work.path, self._work.assignment)
        except BadSubmission as fault:
            self._stamp, self._unreadable = None, self._unreadable + 1
            said = f"{fault} Waiting for the next save."
            if self._unreadable > 1 and said != self._board.fault:
                self._board.fault, self._changed = said, True
            return
        self._stamp, self._unreadable, self._changed = stamp, 0, True
        look = self._board.saved(snapshot)
        if look:
            self._rechecker.check(look)

    def _collect(self) -> None:
        while not self._rechecker.results.empty():
            result = self._rechecker.results.get()
            if isinstance(result, CourseError):
                raise result
            self._board.checked(result)
            self._changed = True

    def _await(self, live: Live) -> None:
        """Wait for whatever happens, a while at most."""
        readable, _, _ = select.select([sys.stdin, self._wake_reader], [], [], LOOK_S)
        self._changed = bool(readable)
        if self._wake_reader in readable:
            os.read(self._wake_reader, 4096)
        if sys.stdin not in readable:
            return
        typed = os.read(sys.stdin.fileno(), 64)
        self._ended = not typed
        for key in SEQUENCE.sub(b"", typed).decode("ascii", "ignore").lower():
            match key:
                case "h":
                    self._board.ask()
                case "n":
                    self._board.skip()
                case "o":
                    self._board.said = self._open(live)
                case "q":
                    self._ended = True

    def _open(self, live: Live) -> str:
        command = editor_for(self._work.path)
        if command is None:
            return open_outside(self._work.path)
        live.stop()
        try:
            with _keys(self._usual):
                subprocess.run(command, check=False)
        except OSError as fault:
            return f"{command[0]} does not start: {fault.strerror}."
        finally:
            live.start()
        return f"{command[0]} had {self._work.path.name} open."


@contextlib.contextmanager
def _keys(chosen: list[Any] | None = None) -> Iterator[list[Any]]:
    """While on, the terminal is set as chosen, or to give keys one by one and not show them; yields what it was."""
    import termios  # Windows has none
    import tty

    before = termios.tcgetattr(sys.stdin)
    if chosen is None:
        tty.setcbreak(sys.stdin)
    else:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, chosen)
    try:
        yield before
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)
