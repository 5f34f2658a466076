"""Where things are: the package's own files, the course around the working directory, the public references."""

from functools import lru_cache
from pathlib import Path

from autograder.errors import CourseError

PACKAGE = Path(__file__).parent


@lru_cache(maxsize=1)
def course_root() -> Path:
    """The folder of the course: the nearest one at or above the working directory with a `solutions` folder.

    Raises:
        CourseError: There is none.
    """
    here = Path.cwd().resolve()
    for folder in (here, *here.parents, Path(__file__).parents[1]):
        if (folder / "solutions").is_dir() and (folder / "data").is_dir():
            return folder
    raise CourseError("This is not a course: there is no solutions folder here or above.", hint="Change to its folder.")


def kit_files() -> list[Path]:
    """The package's own modules, in whatever folder of it: what a grade depends on, and what grades elsewhere."""
    return sorted(PACKAGE.rglob("*.py"))


def public_folder() -> Path:
    """Where the public references are: in the checkout beside this package, or in the installed package."""
    course = PACKAGE.parent / "data" / "reference" / "public"
    return course if course.is_dir() else PACKAGE / "public"
