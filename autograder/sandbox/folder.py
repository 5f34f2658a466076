"""Settles a job in a folder: which one, with which files, and which modules of it can be imported. `run_cells` does.

In a sandbox that is its home. Without one it is a new folder or, when students run their own work, that of their work:
they find their data there, but no module that would not be handed in.
"""

import os
import sys
import tempfile
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType

from autograder.paths import PACKAGE
from autograder.schema.job import Job


def settle(job: Job, isolated: bool) -> None:
    """Change to a job's folder, put its files where they can be read and imported, and hide the modules beside them."""
    if isolated:
        _write(job, Path())
        return
    own = Path(tempfile.mkdtemp(dir=os.environ["IPYTHONDIR"]))
    _write(job, own)
    hidden = {Path.cwd(), Path(job.folder or own).resolve()} - {PACKAGE.parent}
    sys.path[:] = [str(own), *(entry for entry in sys.path if Path(entry).resolve() not in hidden)]
    if job.folder:
        sys.meta_path.append(_WrittenSince(own.stat().st_mtime_ns))
    os.chdir(job.folder or own)


def _write(job: Job, folder: Path) -> None:
    for name, content in job.files.items():
        (folder / name).write_bytes(content)


class _WrittenSince(MetaPathFinder):
    """Finds the modules in the working directory that were written since a time: those that the job made itself."""

    def __init__(self, time_ns: int) -> None:
        self._time_ns = time_ns

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        file = Path(f"{fullname}.py")
        if path is not None or not file.is_file() or file.stat().st_mtime_ns < self._time_ns:
            return None
        return spec_from_file_location(fullname, file.resolve())
