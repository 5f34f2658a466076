"""A change of any module of the package is seen by all that keeps, sends out or reuses what came of it."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import autograder.instructor.exports.archive
import autograder.paths
from autograder.grading.grade_class import _Keys
from autograder.grading.nbgrader_setup import Folders
from autograder.instructor.exports.archive import archived_files
from autograder.paths import kit_files, public_folder
from autograder.sandbox.dask_cluster import versions
from autograder.sandbox.engine import _stamp
from autograder.schema.assignment import Assignment


def kit_of_workers() -> object:
    versions.cache_clear()
    return versions()


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package of two modules, one of them two folders deep, in the place of this one."""
    folder = tmp_path / "autograder"
    (folder / "room" / "corner").mkdir(parents=True)
    for place in ("errors.py", "room/corner/deep.py", "room/corner/page.html"):
        (folder / place).write_text("before")
    recorded = public_folder()
    monkeypatch.setattr(autograder.instructor.exports.archive, "public_folder", lambda: recorded)
    for module in (autograder.paths, autograder.instructor.exports.archive):
        monkeypatch.setattr(module, "PACKAGE", folder)
    yield folder
    versions.cache_clear()  # other tests of this process ask for this package's


def test_kit_files_are_the_modules_of_every_folder(package: Path) -> None:
    assert [path.relative_to(package).as_posix() for path in kit_files()] == ["errors.py", "room/corner/deep.py"]


def test_kit_files_are_the_modules_that_are_imported() -> None:
    assert {Path(autograder.paths.__file__), Path(autograder.__file__)} < set(kit_files())


@pytest.mark.parametrize("of", ["warm process", "workers", "grades", "archives"])
def test_a_module_in_a_folder_is_noticed(package: Path, residual: Assignment, tmp_path: Path, of: str) -> None:
    depends: dict[str, Callable[[], object]] = {
        "warm process": _stamp,
        "workers": kit_of_workers,
        "grades": lambda: _Keys(residual, Folders.under(tmp_path, residual.course), "none").of("ada"),
        "archives": lambda: {name: path.read_bytes() for name, path in archived_files(residual, False).items()},
    }
    before = depends[of]()
    assert before == depends[of]()
    deep = package / "room" / "corner" / "deep.py"
    deep.write_text("after")
    os.utime(deep, (1e9, 1e9))  # clocks of file systems tick slowly
    assert before != depends[of]()
    if of == "archives":
        assert "autograder/room/corner/deep.py" in archived_files(residual, False)
