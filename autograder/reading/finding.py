"""Finds the notebook in what somebody handed in, whatever a browser, Jupyter or a zip have made of its name."""

import contextlib
import os
import re
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from autograder.errors import BadSubmission
from autograder.reading.untrusted import NOT_HANDED_IN, files_under, mib, open_untrusted, read_untrusted
from autograder.text import clean

MOST_BYTES = 512 << 20  # of a notebook with its outputs
MOST_ENTRIES, MOST_UNPACKED = 1000, 128 << 20  # of a zip
NOTEBOOK = re.compile(r"\.ipynb(?:[ _-]?\(?\d*\)?)?(?:\.(?:txt|json|download))*$", re.IGNORECASE)
ADDED = re.compile(r"(?:[ _-]*\(\d+\)|[ _-]*copy *\d*|[ _-]*copie *\d*|[ _-]*kopie *\d*)+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A file that was handed in.

    Attributes:
        name: Where it is, from the folder that was handed in.
        read: Reads it: at most so many bytes, else BadSubmission.
        linked: Whether it has another name too (a hard link).
    """

    name: str
    read: Callable[[int], bytes]
    linked: bool = False

    @property
    def plain(self) -> str:
        """Its name as it was before it was copied and downloaded: `residual.ipynb` of `Residual-Copy1.ipynb.txt`."""
        name = unicodedata.normalize("NFC", PurePosixPath(self.name).name).casefold()
        kind = NOTEBOOK.search(name)
        stem, suffix = (
            (name[: kind.start()], ".ipynb") if kind else (PurePosixPath(name).stem, PurePosixPath(name).suffix)
        )
        return ADDED.sub("", stem).strip() + suffix


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What was handed in with a folder, zips opened.

    Attributes:
        files: In the order in which they are looked at.
        notes: Sentences on what was left out.
    """

    files: list[Found]
    notes: list[str] = field(default_factory=list)

    def notebooks(self, assignment: str) -> list[Found]:
        """Those that may be its notebook: the likelier ones first. Python files only where there is no notebook."""
        wanted = f"{assignment}.ipynb".casefold()
        found = [file for file in self.files if NOTEBOOK.search(file.name)]
        found = found or [file for file in self.files if _may_be_notebook(file)]
        found = found or [file for file in self.files if file.name.lower().endswith(".py")]
        return sorted(found, key=lambda it: (it.name != f"{assignment}.ipynb", it.plain != wanted))

    def called(self, name: str) -> Found | None:
        """The file of this name, wherever it lies; else the one whose name was this before it was copied."""
        same = [it for it in self.files if PurePosixPath(it.name).name == name]
        alike = [it for it in self.files if it.plain == name.casefold()]
        return next(iter(same or alike), None)

    def listed(self) -> str:
        """What there is, in a sentence."""
        names = [clean(file.name) for file in self.files]
        more = f" and {len(names) - 8} more" if len(names) > 8 else ""
        return f"It holds {', '.join(names[:8])}{more}." if names else "The folder is empty."


def handed_in(folder: Path) -> HandedIn:
    """Look through a folder that was handed in, and the zips in it.

    Raises:
        BadSubmission: The folder is a link.
    """
    if folder.is_symlink():
        raise BadSubmission(f"The folder {folder.name} is a link.")
    found = HandedIn([])
    for path in files_under(folder):
        name = path.relative_to(folder).as_posix()
        if path.suffix.lower() == ".zip" or (NOTEBOOK.search(name) and _begins_as_zip(path)):
            _open_zip(path, name, found)
        else:
            found.files.append(on_disk(path, name))
    return found


def on_disk(path: Path, name: str | None = None) -> Found:
    """A file that lies in a folder."""
    status = os.lstat(path) if os.path.lexists(path) else None
    linked = status is not None and status.st_nlink > 1 and path.is_file() and not path.is_symlink()
    return Found(name or path.name, lambda most: read_untrusted(path, most), linked)


def _may_be_notebook(file: Found) -> bool:
    """Whether a file of another name holds a notebook's JSON."""
    if PurePosixPath(file.name).suffix.lower() not in ("", ".json", ".txt", ".nb", ".jupyter"):
        return False
    try:
        content = file.read(MOST_BYTES)
    except BadSubmission:
        return False
    return content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{") and b'"cells"' in content


def _begins_as_zip(path: Path) -> bool:
    with contextlib.suppress(BadSubmission, OSError), open_untrusted(path) as file:
        return file.read(4) == b"PK\x03\x04"
    return False


def _open_zip(path: Path, name: str, found: HandedIn) -> None:
    """Add the files in a zip. Of one that can't be read, a note."""
    try:
        with open_untrusted(path) as file:
            entries = zipfile.ZipFile(file).infolist()
    except Exception as fault:  # whatever a hostile zip makes zipfile trip over
        found.notes.append(f"{clean(name)} can't be opened ({fault}).")
        return
    if len(entries) > MOST_ENTRIES:
        found.notes.append(f"Of {clean(name)}, {MOST_ENTRIES:,} of {len(entries):,} entries were looked at.")
    for entry in entries[:MOST_ENTRIES]:
        parts = entry.filename.replace("\\", "/").split("/")
        if any(part == ".." for part in parts):
            found.notes.append(f"{clean(name)} holds a path that leads out of it, which was left out.")
            continue
        if entry.is_dir() or any(part.startswith(".") or part in NOT_HANDED_IN for part in parts if part):
            continue
        inside = "/".join(part for part in parts if part)
        found.files.append(Found(f"{name}/{inside}", _reader_of(path, entry.filename)))


def _reader_of(path: Path, entry: str) -> Callable[[int], bytes]:
    def read(most: int) -> bytes:
        most = min(most, MOST_UNPACKED)
        try:
            with open_untrusted(path) as file, zipfile.ZipFile(file) as archive, archive.open(entry) as opened:
                content = opened.read(most + 1)  # not what the zip says of its size
        except Exception as fault:  # cut off, encrypted, packed in another way, or hostile
            raise BadSubmission(f"{clean(entry)} in {path.name} can't be read ({type(fault).__name__}).") from None
        if len(content) > most:
            raise BadSubmission(f"{clean(entry)} in {path.name} has more than {mib(most)}, which are read.")
        return content

    return read
