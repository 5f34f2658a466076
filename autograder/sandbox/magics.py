"""Passes over what notebooks ask of other machines: windows, packages to install, extensions, a terminal.

`notebook_shell` has this in its shell. What can be done here is left to IPython; what fails or is not known is told in
the cell's output, and the code around it runs.
"""

import re
import shlex
import time
from typing import Any

from IPython.core.error import UsageError

from autograder.sandbox.capturing_shell import CapturingShell

INSTALLERS = ("pip", "conda", "mamba", "micromamba", "uv")
PASSED_OVER = (
    *("autoreload", "aimport", "load_ext", "reload_ext", "unload_ext", "tensorboard"),  # extensions
    *("debug", "pdb", "edit", "pastebin"),  # a terminal, a network
)
RUN_CODE = ("time", "timeit", "prun", "run")  # what such a line raises is the student's own
RUN_BODIES = ("time", "timeit", "prun", "debug")  # of cells
SHELLS = ("bash", "sh", "shell")
INSTALLS = re.compile(
    r"\b(pip[\d.]*|conda|mamba|micromamba|uv|apt|apt-get|npm)\b.*\b(install|uninstall|update|upgrade|remove|add|sync)\b"
)
NOT_INSTALLED = "Passed over: nothing is installed where answers are graded.\n"
REPEATS = re.compile(r"(?<!\S)-[nr]\s*\d+(?=\s)")  # of %timeit
TIMEIT_OPTIONS = re.compile(r"^(\s*-([nrp]\s*\d+|v\s*\w+|[tcqo]+)(?=\s|$))*")


class PassesOver(CapturingShell):
    """A shell that passes over what can't be done here. Pictures are always drawn inline."""

    def enable_matplotlib(self, gui: Any = None) -> Any:
        return super().enable_matplotlib("inline")

    def system(self, cmd: str) -> None:
        if INSTALLS.search(cmd):
            self.tell(NOT_INSTALLED)
        else:
            super().system(cmd)

    def getoutput(self, cmd: str, split: bool = True, depth: int = 0) -> Any:
        if INSTALLS.search(cmd):
            self.tell(NOT_INSTALLED)
            cmd = "true"
        return super().getoutput(cmd, split, depth + 1)

    def magic(self, arg_s: str) -> Any:
        """Run a magic as notebooks did before IPython 9."""
        name, _, line = arg_s.strip().lstrip("%").partition(" ")
        return self.run_line_magic(name, line, _stack_depth=2)

    def run_line_magic(self, magic_name: str, line: str, _stack_depth: int = 1) -> Any:
        """Run a magic if that can be done here; else say so."""
        __tracebackhide__ = True
        if magic_name in PASSED_OVER:
            return None
        if magic_name in INSTALLERS:
            return self.tell(NOT_INSTALLED)
        if self.find_line_magic(magic_name) is None:
            return self.tell(f"%{magic_name} is not known here and was passed over.\n")
        if magic_name == "timeit":  # once is enough
            line = f"-n 1 -r 1 {REPEATS.sub('', line)}"
        try:
            return super().run_line_magic(magic_name, line, _stack_depth + 1)
        except Exception as error:
            if magic_name in RUN_CODE:
                raise
            return self.tell(_failed(f"%{magic_name}", error))

    def run_cell_magic(self, magic_name: str, line: str, cell: str) -> Any:
        """Run a magic if that can be done here; else say so, and run what is below it if that is Python."""
        __tracebackhide__ = True
        if magic_name in SHELLS:
            return self.system(f"bash -c {shlex.quote(cell)}")
        if magic_name in RUN_BODIES:
            setup = TIMEIT_OPTIONS.sub("", line).strip() if magic_name == "timeit" else ""
            started = time.perf_counter()
            self.run_cell(f"{setup}\n{cell}")
            return print(f"Wall time: {time.perf_counter() - started:.3g} s")
        try:
            if self.find_cell_magic(magic_name) is not None:
                return super().run_cell_magic(magic_name, line, cell)
            self.tell(f"%%{magic_name} is not known here and was passed over.\n")
        except (UsageError, FileNotFoundError) as error:  # the last of %%writefile into a folder of Colab
            self.tell(_failed(f"%%{magic_name}", error))
        except Exception as error:
            return self.tell(_failed(f"%%{magic_name}", error))
        if self._is_python(cell):
            self.run_cell(cell)
        return None

    def _is_python(self, cell: str) -> bool:
        try:
            self.compile.ast_parse(self.transform_cell(cell))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return False
        return True


def _failed(name: str, error: Exception) -> str:
    return f"{name} does not work here and was passed over: {type(error).__name__}: {str(error)[:300]}\n"
