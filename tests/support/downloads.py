"""Zips as systems give them, and what `autograder collect` makes of them."""

import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from autograder.cli.app import cli


def zipped(entries: Iterable[str] | Mapping[str, bytes]) -> bytes:
    """A zip of files; each holds its own name if nothing else is said."""
    contents = entries if isinstance(entries, Mapping) else {name: name.encode() for name in entries}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 3, 1, 12, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def collect(*words: object) -> tuple[int, list[dict[str, Any]], str]:
    """Run `autograder collect --json`: exit status, lines, and what it says on stderr."""
    done = CliRunner().invoke(cli, ["collect", "--json", *map(str, words)], catch_exceptions=False)
    return done.exit_code, [json.loads(line) for line in done.stdout.splitlines()], " ".join(done.stderr.split())


def collected(course: Path) -> dict[str, str]:
    """What lies under submitted/, hidden things too: text by path."""
    folder = course / "submitted"
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8", errors="replace")
        for path in sorted(folder.rglob("*"))
        if not path.is_dir()
    }
