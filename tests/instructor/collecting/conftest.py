"""A course to collect for: what declares its assignments, and nothing else."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.courses import ROOT, within


@pytest.fixture
def course(tmp_path: Path) -> Iterator[Path]:
    root = tmp_path / "course"
    for path in (ROOT / "solutions").glob("*/assignment.toml"):
        folder = root / "solutions" / path.parent.name
        folder.mkdir(parents=True)
        shutil.copy(path, folder)
    (root / "data").mkdir()
    with within(root):
        yield root
