"""The IPython shell that a submission's cells run in: what they show goes into a list, in order."""

import re
import subprocess
import sys
import warnings
from typing import Any

from autograder.schema.job import Job

PICTURES = ("image/png", "image/jpeg")


def open_shell(job: Job) -> tuple[Any, list[dict[str, Any]]]:
    """An IPython shell that shows into the list beside it."""
    from IPython.core.displayhook import DisplayHook
    from IPython.core.displaypub import DisplayPublisher
    from IPython.core.interactiveshell import InteractiveShell

    outputs: list[dict[str, Any]] = []

    class Shown(DisplayPublisher):
        def publish(self, data: Any, metadata: Any = None, **_: Any) -> None:
            outputs.append({"output_type": "display_data", "data": _safe(data), "metadata": {}})

        def clear_output(self, wait: bool = False) -> None:
            outputs.clear()

    class Result(DisplayHook):
        def write_output_prompt(self) -> None:
            pass

        def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
            count = self.shell.execution_count
            data = _safe(format_dict)
            entry = {"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": count}
            outputs.append(entry)

        def finish_displayhook(self) -> None:
            pass

    class Shell(InteractiveShell):
        display_pub_class = Shown
        displayhook_class = Result

        def enable_gui(self, gui: Any = None) -> None:
            pass

        def system(self, cmd: str) -> None:  # IPython's own would open a terminal
            done = subprocess.run(cmd, shell=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            print(done.stdout, end="")
            self.user_ns["_exit_code"] = done.returncode

        def _showtraceback(self, etype: Any, evalue: Any, stb: list[str]) -> None:
            entry = {"ename": getattr(etype, "__name__", str(etype)), "evalue": str(evalue)[:2000], "traceback": stb}
            outputs.append({"output_type": "error", **entry})

    warnings.filterwarnings("ignore", module="IPython")
    shell = Shell.instance()
    shell.enable_matplotlib("inline")
    shell.history_manager.enabled = False
    shell.colors = "nocolor"
    shell.user_ns["__name__"] = "answer" if job.script else "__main__"
    sys.stdout, sys.stderr = _Stream("stdout", outputs, job), _Stream("stderr", outputs, job)
    return shell, outputs


class _Stream:
    """A text file that records what is written to it, in order with the other outputs, up to a limit."""

    encoding, errors = "utf-8", "replace"

    def __init__(self, name: str, outputs: list[dict[str, Any]], job: Job) -> None:
        self.name, self._outputs, self._left = name, outputs, job.limits.output_kib * 1024

    def write(self, text: str) -> int:
        kept = str(text)[: self._left]
        self._left -= len(kept)
        if kept:
            last = self._outputs[-1] if self._outputs else {}
            if last.get("name") == self.name:
                last["text"] += kept
            else:
                self._outputs.append(stream_output(self.name, kept))
        return len(text)

    def writelines(self, lines: Any) -> None:
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        pass

    def isatty(self) -> bool:
        return False

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        raise OSError("this stream has no file descriptor")


def stream_output(name: str, text: str) -> dict[str, Any]:
    return {"output_type": "stream", "name": name, "text": text}


def _safe(data: Any) -> dict[str, str]:
    """Of what a cell displays, the plain text and the pictures: nothing that could run in a reader's browser."""
    kept = {}
    for kind, value in dict(data).items():
        if kind in PICTURES:
            kept[kind] = value if isinstance(value, str) else _base64(value)
        elif kind == "text/plain":
            kept[kind] = re.sub(r"\x1b\[[0-9;]*m", "", str(value))
    return kept


def _base64(value: bytes) -> str:
    import base64

    return base64.b64encode(value).decode()
