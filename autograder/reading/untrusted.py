"""Opens files that somebody handed in: real files in real folders, as large as is allowed, and nothing else."""

import hashlib
import io
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from autograder.errors import BadSubmission

MOST_FILES, DEEPEST = 1000, 6
NOT_HANDED_IN = ("__MACOSX", "__pycache__")


def open_untrusted(path: Path) -> io.BufferedReader:
    """A file that a student handed in, to read.

    Raises:
        BadSubmission: It is no real file in a real folder, or not there; the message says what.
    """
    if path.parent.is_symlink():
        raise BadSubmission(f"The folder of {path.name} is a link.")
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        raise BadSubmission(f"There is no {path.name} in the submission.") from None
    except OSError:
        raise BadSubmission(f"{path.name} is a link or can't be opened.") from None
    mode = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(mode):
        os.close(descriptor)
        kind = "a folder" if stat.S_ISDIR(mode) else "a device"
        raise BadSubmission(f"{path.name} is {kind}, not a file.")
    return open(descriptor, "rb")


def read_untrusted(path: Path, limit: int) -> bytes:
    """The content of a file that a student handed in, of no more than `limit` bytes.

    Raises:
        BadSubmission: As `open_untrusted`, or it is larger.
    """
    with open_untrusted(path) as file:
        content = file.read(limit + 1)
        size = os.fstat(file.fileno()).st_size
    if len(content) > limit:
        raise BadSubmission(f"{path.name} has {mib(size)}; up to {mib(limit)} are read.")
    return content


def files_under(folder: Path) -> list[Path]:
    """The files that were handed in with a folder, as paths: no links, nothing that begins with a dot.

    Of folders within folders so many as anybody means to hand in; in the order of their names, the folder's own first.
    """
    return sorted(_walk(folder, DEEPEST), key=lambda path: (len(path.parts), str(path)))[:MOST_FILES]


def _walk(folder: Path, deepest: int) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries[: 10 * MOST_FILES]:
        if entry.name.startswith(".") or entry.name in NOT_HANDED_IN:
            continue
        if entry.is_file(follow_symlinks=False):
            yield folder / entry.name
        elif entry.is_dir(follow_symlinks=False) and deepest:
            yield from _walk(folder / entry.name, deepest - 1)


def digest_of(folder: Path) -> str:
    """A digest of all that was handed in with a folder. It changes whenever what is read of it may have."""
    digest = hashlib.sha256(repr(folder.is_symlink()).encode())
    for path in files_under(folder):
        digest.update(f"\0{path.relative_to(folder)}\0".encode(errors="replace"))
        try:
            with open_untrusted(path) as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
                digest.update(str(os.fstat(file.fileno()).st_nlink).encode())
        except (BadSubmission, OSError) as fault:
            digest.update(str(fault).encode())
    return digest.hexdigest()


def mib(size: int) -> str:
    """A size in words."""
    return f"{size / 2**20:.3g} MiB"
