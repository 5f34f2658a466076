"""Makes short names for contents: equal for what is equal, on every machine.

`grading.grade_class` and `sandbox.dask_cluster` tell by them whether a result still holds; `networks` names graphs so.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def key_of(*parts: bytes | str) -> str:
    """A key of these parts, in this order."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "little") + data)
    return digest.hexdigest()


def key_of_files(paths: Iterable[Path]) -> str:
    """A key of the content of files."""
    return key_of(*(path.read_bytes() for path in sorted(paths)))


def name_of(*parts: str) -> str:
    """A name of 128 bits for these parts, in this order: equal for equal parts alone."""
    return key_of(*parts)[:32]


def digest(*parts: object) -> str:
    """A short hexadecimal name for the parts: what weights are drawn by, so that recorded numbers depend on it."""
    return hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()[:16]
