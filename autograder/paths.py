"""Where the package's own files are, and the public references that it has or stands beside."""

from pathlib import Path

PACKAGE = Path(__file__).parent


def kit_files() -> list[Path]:
    """The package's own modules, in whatever folder of it: what a grade depends on, and what grades elsewhere."""
    return sorted(PACKAGE.rglob("*.py"))


def public_folder() -> Path:
    """Where the public references are: in the checkout beside this package, or in the installed package."""
    course = PACKAGE.parent / "data" / "reference" / "public"
    return course if course.is_dir() else PACKAGE / "public"
