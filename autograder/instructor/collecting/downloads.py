"""Reads a download that anybody may have made: what is in a zip, without following it anywhere or out of bounds.

Nothing is written here. What is no plain file of some size in a plain place is left out, with the reason: what one
student hands in keeps nobody else's from being collected. A zip of more than a class hands in is refused as a whole.
"""

import io
import stat
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from autograder.errors import CourseError
from autograder.grading.submitted import is_hidden
from autograder.text import clean

MIB = 2**20
MAX_ENTRIES = 20_000
MAX_TOTAL_MIB = 4096
MAX_FILE_MIB = 64
MAX_RATIO, RATIO_FROM_MIB = 100, 8  # notebooks shrink to a fifth or so; of smaller files it does not matter
MAX_DEPTH = 10  # folders of a student's in each other
UTF8 = 0x800  # the flag of an entry whose name is in UTF-8
IN_PARTS = "Nothing was collected. If it is what it should be, collect parts of it."
DAMAGED = "Download it again; a zip with a password has to be unpacked and packed without."


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in a download.

    Attributes:
        name: Its path, to show.
        parts: Its folders and its name.
        size: Bytes, as the zip says; more are never read.
        time: Year to second, as the zip says: of the download, or by a student's clock. It orders, it proves nothing.
        read: Gives its content.
    """

    name: str
    parts: tuple[str, ...]
    size: int
    time: tuple[int, ...]
    read: Callable[[], bytes]


@dataclass(slots=True)
class Contents:
    """What is in a download: the files to look at, and by name those left out, with the reason."""

    entries: list[Entry] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)


class Bounds:
    """How much is read of one download and the zips in it."""

    def __init__(self) -> None:
        self._entries = self._bytes = 0

    def count(self, entries: int, name: str) -> None:
        """Count the files in a zip.

        Raises:
            CourseError: With them they are more than a class hands in.
        """
        if self._entries + entries > MAX_ENTRIES:
            raise CourseError(f"{name} has {entries:,} files; up to {MAX_ENTRIES:,} are read.", hint=IN_PARTS)
        self._entries += entries

    def read(self, size: int, name: str) -> None:
        """Count bytes that are about to be read.

        Raises:
            CourseError: With them they are more than a class hands in.
        """
        if self._bytes + size > MAX_TOTAL_MIB * MIB:
            raise CourseError(f"{name} unpacks to more than {MAX_TOTAL_MIB:,} MiB.", hint=IN_PARTS)
        self._bytes += size


def open_zip(source: Path | io.BytesIO, name: str) -> zipfile.ZipFile:
    """Open a zip.

    Raises:
        CourseError: It can't be read, or is none.
    """
    try:
        return zipfile.ZipFile(source)
    except FileNotFoundError:
        raise CourseError(f"There is no {name}.", hint="Name the zip as it was downloaded.") from None
    except Exception as error:  # whatever zipfile makes of bytes that are no zip
        said = "" if isinstance(error, zipfile.BadZipFile) else f" ({error})"
        raise CourseError(f"{name} is no whole zip{said}.", hint=DAMAGED) from None


def contents(archive: zipfile.ZipFile, name: str, bounds: Bounds) -> Contents:
    """The plain files in a zip. Folders, and what systems hide in them, are passed over.

    Raises:
        CourseError: It is beyond the bounds.
    """
    infos = [info for info in archive.infolist() if not info.filename.endswith("/")]
    bounds.count(len(infos), name)
    found = Contents()
    for info in infos:
        shown = clean(_name(info))
        parts = tuple(part for part in shown.replace("\\", "/").split("/") if part not in ("", "."))
        if any(is_hidden(part) and part != ".." for part in parts):
            continue
        if reason := _unfit(info, shown, parts):
            found.left_out[shown] = reason
        else:
            read = partial(_read, archive, info, name, bounds)
            found.entries.append(Entry(shown, parts, info.file_size, info.date_time, read))
    return found


def _unfit(info: zipfile.ZipInfo, shown: str, parts: tuple[str, ...]) -> str:
    """Why an entry is no plain file of some size in a plain place, "" if it is one."""
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return "is a link"
    if kind not in (0, stat.S_IFREG):
        return "is a device"
    if not parts:
        return "has no name"
    drive = len(shown) > 1 and shown[1] == ":" and shown[0].isalpha()
    if ".." in parts or drive or shown.startswith(("/", "\\")):
        return "its path leads out of the zip"
    if len(parts) > MAX_DEPTH:
        return f"lies more than {MAX_DEPTH} folders deep"
    if info.file_size > MAX_FILE_MIB * MIB:
        return f"has {info.file_size // MIB:,} MiB; up to {MAX_FILE_MIB} are read"
    if info.file_size > max(RATIO_FROM_MIB * MIB, info.compress_size * MAX_RATIO):
        return f"unpacks to more than {MAX_RATIO} times its size, as no notebook does"
    return ""


def _name(info: zipfile.ZipInfo) -> str:
    """An entry's name. macOS writes UTF-8 without saying so, and zipfile reads what doesn't say so as DOS letters."""
    if info.flag_bits & UTF8:
        return info.orig_filename
    try:
        return info.orig_filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.orig_filename


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, bounds: Bounds) -> bytes:
    bounds.read(info.file_size, name)
    try:
        with archive.open(info) as file:
            return file.read(info.file_size)  # zipfile gives no more than an entry says of itself, whatever is in it
    except Exception as error:  # whatever zipfile makes of bytes that are damaged, encrypted or packed otherwise
        raise CourseError(f"{clean(info.filename)} in {name} can't be read ({error}).", hint=DAMAGED) from None


def within(entry: Entry, bounds: Bounds) -> Contents:
    """The plain files of a zip in a download.

    Raises:
        CourseError: It can't be read, or is beyond the bounds.
    """
    return contents(open_zip(io.BytesIO(entry.read()), entry.name), entry.name, bounds)
