"""Opens a notebook or Python file where its owner would look for it, and says in a sentence what was done.

`watch` calls it for the key `o`.
"""

import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
import webbrowser
from pathlib import Path
from urllib.parse import quote, urlencode


def editor_for(path: Path) -> list[str] | None:
    """The command that edits a Python file in this terminal: $VISUAL, or $EDITOR. A notebook is for Jupyter."""
    chosen = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    return [*shlex.split(chosen), str(path)] if chosen and path.suffix == ".py" else None


def open_outside(path: Path) -> str:
    """Open a file in a window of its own: a notebook in the Jupyter that runs, or else in a new JupyterLab.

    Args:
        path: An absolute one.

    Returns:
        What was done, or where the file is if nothing here opens it.
    """
    if path.suffix == ".ipynb" and (address := _address_in_running_jupyter(path)):
        # A browser that runs in a terminal would take this one.
        windowed = not isinstance(webbrowser.get(), webbrowser.GenericBrowser) if _has_browser() else False
        if windowed and webbrowser.open(address):
            return "Opened in the browser, in the Jupyter that runs already."
        return f"In the Jupyter that runs already it is {address}"
    if path.suffix == ".ipynb" and importlib.util.find_spec("jupyterlab"):
        _start(sys.executable, "-m", "jupyterlab", str(path))
        return "Started a JupyterLab with it. That stays when you quit here."
    opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    if opener:
        _start(opener, str(path))
        return f"Asked the system to open {path.name}."
    return f"Nothing here opens it. It is {path}"


def _address_in_running_jupyter(path: Path) -> str | None:
    """Where the browser finds a notebook, if a Jupyter server runs that reaches it."""
    if not importlib.util.find_spec("jupyter_server"):
        return None
    from jupyter_server.serverapp import list_running_servers

    for server in list_running_servers():
        root = Path(server["root_dir"]).resolve()
        if path.is_relative_to(root):
            place = quote(f"lab/tree/{path.relative_to(root).as_posix()}")
            token = f"?{urlencode({'token': server['token']})}" if server.get("token") else ""
            return f"{server['url']}{place}{token}"
    return None


def _has_browser() -> bool:
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True


def _start(*command: str) -> None:
    """Start a program that outlives this one and writes nothing here."""
    nothing = subprocess.DEVNULL
    subprocess.Popen(command, start_new_session=True, stdin=nothing, stdout=nothing, stderr=nothing)
