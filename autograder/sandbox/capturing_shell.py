"""An IPython shell that opens no window and no terminal: what cells show goes into a list, in order."""

import re
import subprocess
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell

PICTURES = ("image/png", "image/jpeg")


class _Shown(DisplayPublisher):
    def publish(self, data: Any, metadata: Any = None, **_: Any) -> None:
        self.shell.shown.append({"output_type": "display_data", "data": _safe(data), "metadata": {}})

    def clear_output(self, wait: bool = False) -> None:
        self.shell.shown.clear()


class _Result(DisplayHook):
    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        count = self.shell.execution_count
        data = _safe(format_dict)
        entry = {"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": count}
        self.shell.shown.append(entry)

    def finish_displayhook(self) -> None:
        pass


class CapturingShell(InteractiveShell):
    """A shell that shows into a list.

    Attributes:
        shown: What cells showed, as a notebook's outputs.
        quiet: While true, errors are not shown.
    """

    display_pub_class = _Shown
    displayhook_class = _Result
    quiet = False

    def __init__(self, **settings: Any) -> None:
        self.shown: list[dict[str, Any]] = []
        super().__init__(**settings)
        self.set_hook("show_in_pager", lambda *_, **__: None)  # Jupyter shows help beside the notebook, not in it

    def tell(self, text: str) -> None:
        """Show a line of ours."""
        self.shown.append(stream_output("stderr", text))

    def enable_gui(self, gui: Any = None) -> None:
        pass

    def ask_exit(self) -> None:  # what `exit()` calls
        raise SystemExit

    def system(self, cmd: str) -> None:  # IPython's own would open a terminal
        done = subprocess.run(cmd, shell=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        print(done.stdout, end="")
        self.user_ns["_exit_code"] = done.returncode

    def showtraceback(self, *args: Any, **kwargs: Any) -> None:
        if not self.quiet:  # one takes milliseconds to put into words
            super().showtraceback(*args, **kwargs)

    def _showtraceback(self, etype: Any, evalue: Any, stb: list[str]) -> None:
        entry = {"ename": getattr(etype, "__name__", str(etype)), "evalue": str(evalue)[:2000], "traceback": stb}
        self.shown.append({"output_type": "error", **entry})


class Stream:
    """A text file that records what is written to it, in order with the other outputs, up to a limit.

    Args:
        name: "stdout" or "stderr".
        outputs: Where it is recorded.
        most: Characters that are kept.
    """

    encoding, errors = "utf-8", "replace"

    def __init__(self, name: str, outputs: list[dict[str, Any]], most: int) -> None:
        self.name, self._outputs, self._left = name, outputs, most

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
