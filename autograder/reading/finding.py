"""Finds the notebook in what somebody handed in, whatever a browser, Jupyter or a zip have made of its name."""

import contextlib
import io
import itertools
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
MOST_CANDIDATES, MOST_OF_SEVERAL = 20, 64 << 20  # notebooks that are looked at, and the bytes of all but the first
NOTEBOOK_TOO = ("", ".json", ".txt", ".nb", ".jupyter")  # what a notebook's name may end with
MOST_ZIPS = 20
MOST_ENTRIES, MOST_UNPACKED = 1000, 128 << 20  # of a zip
MOST_DIRECTORY, LONGEST_END = 8 << 20, 22 + (1 << 16)  # bytes: of its list of files, and of what follows that
LONGEST = 1000  # characters of a path in one
NOTEBOOK = re.compile(r"\.ipynb(?:[ _-]?\(?\d*\)?)?(?:\.(?:txt|json|download))*$", re.IGNORECASE)
ADDED = re.compile(r"(?:[ _-]*(?:\(\d+\)|(?:copy|copie|kopie)(?: *\d+)?))+ *$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A file that was handed in.

    Attributes:
        name: Where it is, from the folder that was handed in.
        read: Reads it: at most so many bytes, else BadSubmission.
        linked: Whether it has another name too (a hard link).
        size: The most bytes that it has.
    """

    name: str
    read: Callable[[int], bytes]
    linked: bool = False
    size: int = 0

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
        """Those that may be its notebook: the likelier ones first. Python files only where there is no notebook.

        Of many or large ones only some: all of them are read, to see which is answered.
        """
        wanted = f"{assignment}.ipynb".casefold()
        found = [file for file in self.files if NOTEBOOK.search(file.name)]
        likely = (file for file in self.files if PurePosixPath(file.name).suffix.lower() in NOTEBOOK_TOO)
        found = found or [file for file in itertools.islice(likely, MOST_CANDIDATES) if _holds_cells(file)]
        found = found or [file for file in self.files if file.name.lower().endswith(".py")]
        found = sorted(found, key=lambda it: (it.name != f"{assignment}.ipynb", it.plain != wanted))[:MOST_CANDIDATES]
        sizes = itertools.accumulate((file.size for file in found[1:]), initial=0)
        return [file for file, size in zip(found, sizes, strict=False) if size <= MOST_OF_SEVERAL]

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
    """Look through a folder that was handed in, and the zips in it: some of them, if there are many.

    Raises:
        BadSubmission: The folder is a link.
    """
    if folder.is_symlink():
        raise BadSubmission(f"The folder {folder.name} is a link.")
    found = HandedIn([])
    zips = 0
    for path in files_under(folder):
        name = path.relative_to(folder).as_posix()
        if path.suffix.lower() == ".zip" or (NOTEBOOK.search(name) and _begins_as_zip(path)):
            zips += 1
            if zips <= MOST_ZIPS:
                _open_zip(path, name, found)
        else:
            found.files.append(on_disk(path, name))
    if zips > MOST_ZIPS:
        found.notes.append(f"Of {zips} zips, {MOST_ZIPS} were opened.")
    return found


def on_disk(path: Path, name: str | None = None) -> Found:
    """A file that lies in a folder."""
    status = os.lstat(path) if os.path.lexists(path) else None
    linked = status is not None and status.st_nlink > 1 and path.is_file() and not path.is_symlink()
    return Found(name or path.name, lambda most: read_untrusted(path, most), linked, status.st_size if status else 0)


def _holds_cells(file: Found) -> bool:
    """Whether a file of another name holds a notebook's JSON."""
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
            if (size := _directory_bytes(file)) > MOST_DIRECTORY:
                raise zipfile.BadZipFile(f"its list of files takes {mib(size)}; up to {mib(MOST_DIRECTORY)} are read")
            entries = zipfile.ZipFile(file).infolist()
    except Exception as fault:  # whatever a hostile zip makes zipfile trip over
        found.notes.append(f"{clean(name)} can't be opened ({fault}).")
        return
    if len(entries) > MOST_ENTRIES:
        found.notes.append(f"Of {clean(name)}, {MOST_ENTRIES:,} of {len(entries):,} entries were looked at.")
    for entry in entries[:MOST_ENTRIES]:
        if len(entry.filename) > LONGEST:
            found.notes.append(f"{clean(name)} holds a path of {len(entry.filename):,} characters, which was left out.")
            continue
        parts = entry.filename.replace("\\", "/").split("/")
        if any(part == ".." for part in parts):
            found.notes.append(f"{clean(name)} holds a path that leads out of it, which was left out.")
            continue
        if entry.is_dir() or any(part.startswith(".") or part in NOT_HANDED_IN for part in parts if part):
            continue
        inside = "/".join(part for part in parts if part)
        found.files.append(Found(f"{name}/{inside}", _reader_of(path, entry.filename), size=entry.file_size))


def _directory_bytes(file: io.BufferedReader) -> int:
    """How much a zip's list of files takes, by its own account; that of a zip of many gigabytes counts as such."""
    file.seek(max(0, os.fstat(file.fileno()).st_size - LONGEST_END))
    end = file.read(LONGEST_END)
    at = end.rfind(b"PK\x05\x06")
    if at < 0:  # it is no zip
        return 0
    return 1 << 32 if end[:at][-20:].startswith(b"PK\x06\x07") else int.from_bytes(end[at + 12 : at + 16], "little")


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
