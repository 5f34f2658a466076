"""A course's folder, and where everything in it lies: made once, at the door, and handed on.

Whoever comes in from outside makes one: a command by `Course.here()`, nbgrader's classes from the folder that nbgrader
was told, a test of a folder of its own. Inside, assignments know the course that declares them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.errors import CourseError
from autograder.paths import PACKAGE
from autograder.schema.assignment import Assignment, read_assignment


@dataclass(frozen=True, slots=True)
class Course:
    """A course: `root` is the folder with `solutions`, `assignments` and `data` in it."""

    root: Path

    @classmethod
    def around(cls, place: Path) -> "Course | None":
        """The course that a folder is in, else the one that this package is a part of, if there is any."""
        for folder in (place, *place.parents, PACKAGE.parent):
            if (folder / "solutions").is_dir() and (folder / "data").is_dir():
                return cls(folder)
        return None

    @classmethod
    def here(cls) -> "Course":
        """The course around the working directory.

        Raises:
            CourseError: There is none.
        """
        if found := cls.around(Path.cwd().resolve()):
            return found
        what = "This is not a course: there is no solutions folder here or above."
        raise CourseError(what, hint="Change to its folder.")

    @property
    def data(self) -> Path:
        """The folder of images, tables, recorded references and sample answers."""
        return self.root / "data"

    @property
    def answers(self) -> Path:
        """The folder of sample answers."""
        return self.data / "answers"

    @property
    def held_out(self) -> Path:
        """The folder of images that trained networks are graded on, and that no student gets."""
        return self.data / "held_out"

    def solution(self, assignment: str) -> Path:
        """The folder of an assignment's source and solution, by the assignment's id."""
        return self.root / "solutions" / assignment

    def release(self, assignment: str) -> Path:
        """The notebook that students are given."""
        return self.root / "assignments" / assignment / f"{assignment}.ipynb"

    def reference(self, assignment: str) -> Path:
        """The file of the official reference."""
        return self.data / "reference" / f"{assignment}.json"

    def public_reference(self, assignment: str) -> Path:
        """The file of the reference that students get."""
        return self.data / "reference" / "public" / f"{assignment}.json"

    def assignments(self) -> list[Assignment]:
        """The assignments declared under `solutions`, in the order of the course."""
        paths = sorted((self.root / "solutions").glob("*/assignment.toml"))
        found = [replace(read_assignment(path), declared_in=self) for path in paths]
        return sorted(found, key=lambda it: (it.number, it.id))

    def assignment(self, name: str) -> Assignment:
        """The assignment with this id.

        Raises:
            CourseError: There is none; the message lists those there are.
        """
        every = self.assignments()
        for assignment in every:
            if assignment.id == name:
                return assignment
        known = ", ".join(assignment.id for assignment in every)
        raise CourseError(f"There is no assignment {name!r}.", hint=f"The course has: {known}.")

    def chosen(self, names: Iterable[str]) -> list[Assignment]:
        """The assignments of these ids; without any, all.

        Raises:
            CourseError: There is none of one of these.
        """
        return [self.assignment(name) for name in names] or self.assignments()
