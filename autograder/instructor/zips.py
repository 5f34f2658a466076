"""Contents in, a zip out that is the same byte for byte whenever it is made of the same: bundles and archives."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

UNIX = 3  # whose permissions follow
PLAIN_FILE, PROGRAM = 0o100644 << 16, 0o100755 << 16
Date = tuple[int, int, int, int, int, int]


def write_zip(path: Path, contents: Mapping[str, bytes], date: Date, compress: bool) -> None:
    """Write contents by name, in the order of names; those that begin with `#!` can be executed.

    Args:
        path: Where to; its folder need not exist.
        contents: By name.
        date: When everything says it was written.
        compress: Make it small. Another zlib makes other bytes.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    kind = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
    with zipfile.ZipFile(path, "w", kind) as archive:
        for name, content in sorted(contents.items()):
            entry = zipfile.ZipInfo(name, date)
            entry.create_system = UNIX
            entry.external_attr = PROGRAM if content.startswith(b"#!") else PLAIN_FILE
            archive.writestr(entry, content, kind)
