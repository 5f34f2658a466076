"""Packs a released assignment into one zip: all that a student needs besides the light package, offline too.

The command `autograder release --bundle` calls it. `bundles/<id>.zip` holds a folder `<id>` with the release (notebook,
figures, data) and its public reference, which `check` prefers to the installed package's own; see `schema.published`.
Equal releases make equal bytes.
"""

from collections.abc import Iterator
from pathlib import Path

from autograder.errors import CourseError
from autograder.instructor.zips import write_zip
from autograder.paths import public_folder
from autograder.schema.assignment import Assignment
from autograder.schema.published import BESIDE

FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say


def bundle(assignment: Assignment, folder: Path | None = None) -> Path:
    """Write an assignment's bundle, from its release and its recorded public reference.

    Args:
        assignment: A released one.
        folder: Where to; by default the course's `bundles`.

    Returns:
        The zip written.

    Raises:
        CourseError: There is no release or no reference yet.
    """
    target = (folder or assignment.course.root / "bundles") / f"{assignment.id}.zip"
    contents = {f"{assignment.id}/{name}": path.read_bytes() for name, path in _contents(assignment)}
    # Not compressed: what is large is so already, and another zlib would make other bytes.
    write_zip(target, contents, FIRST_DAY, compress=False)
    return target


def _contents(assignment: Assignment) -> Iterator[tuple[str, Path]]:
    """Each file of the bundle: its name inside, and where it is now."""
    released = assignment.course.release(assignment.id).parent
    if not (released / f"{assignment.id}.ipynb").exists():
        raise CourseError(f"{assignment.id} is not released.", hint=f"Run `autograder release {assignment.id}`.")
    for path in released.rglob("*"):
        name = path.relative_to(released)
        if path.is_file() and not any(part.startswith(".") for part in name.parts):
            yield name.as_posix(), path
    images = {case.data for question in assignment.questions for case in question.cases if case.public and case.data}
    for name in (f"{assignment.id}.json", f"{assignment.id}.ipynb", *images):
        path = public_folder() / name
        if not path.exists():
            raise CourseError(f"There is no {path}.", hint=f"Run `autograder record {assignment.id}`.")
        yield f"{BESIDE}/{name}", path
