"""Finds a student's own notebook or answers file and its assignment, by what they name or by what is here.

The commands `watch` and `submit` begin with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import CourseError
from autograder.reading.finding import on_disk
from autograder.reading.submission import assignment_of
from autograder.schema.assignment import Assignment
from autograder.schema.published import known_assignments
from autograder.student.progress import attempts, next_question

LIKELY = (".", "{id}", "assignments/{id}")  # here, in an unpacked bundle's folder, in the course's repository


@dataclass(frozen=True, slots=True)
class OwnWork:
    """A file that a student works on, and the assignment that it answers."""

    path: Path
    assignment: Assignment


def own_work(name: str | None) -> OwnWork:
    """The work that is meant.

    Args:
        name: A file, or the id of an assignment. None: the notebook that is here, or if there are several, the one
            with the first question that is not solved.

    Raises:
        CourseError: There is no such file or assignment, or nothing here; the message says where was looked.
    """
    known = known_assignments()
    if name is not None and (Path(name).is_file() or Path(name).suffix in (".ipynb", ".py")):
        return _named(Path(name), known)
    if name is not None:
        chosen = [assignment for assignment in known if assignment.id == name]
        if not chosen:
            hint = f"Name one of {', '.join(it.id for it in known)}, or a notebook."
            raise CourseError(f"There is no assignment {name!r}.", hint=hint)
        known = chosen
    found = {assignment.id: path for assignment in known if (path := notebook_near(assignment))}
    here = [assignment for assignment in known if found.get(assignment.id) == Path(f"{assignment.id}.ipynb")]
    there = here if len(here) == 1 else [assignment for assignment in known if assignment.id in found]
    if not there:
        what = f"{name}.ipynb" if name else "notebook of the course"
        looked = "here" if name is None else f"here, in {name} or in assignments/{name}"
        raise CourseError(f"There is no {what} {looked}.", hint="Change to its folder, or name the file.")
    following = next_question(attempts(), there)
    meant = next((it for it in there if following in it.questions), there[0])
    return OwnWork(found[meant.id].resolve(), meant)


def notebook_near(assignment: Assignment) -> Path | None:
    """Where a student's notebook of an assignment lies, seen from here; None if nowhere near.

    In a folder where there is none of its name: the newest copy of one.
    """
    folders = (Path(place.format(id=assignment.id)) for place in LIKELY)
    name = f"{assignment.id}.ipynb"
    for folder in folders:
        if (folder / name).is_file():
            return folder / name
        alike = [path for path in sorted(folder.glob("*")) if on_disk(path).plain == name and path.is_file()]
        if alike:
            return max(alike, key=lambda path: path.stat().st_mtime)
    return None


def _named(path: Path, known: Sequence[Assignment]) -> OwnWork:
    """A file and the assignment that it answers."""
    if not path.is_file():
        raise CourseError(f"There is no file {path}.", hint="Name a notebook, a Python file or an assignment.")
    meant = assignment_of(path, known)
    if meant is None:
        hint = f"A notebook keeps its answer cells; a Python file defines, say, {known[0].questions[0].name}."
        raise CourseError(f"{path} answers none of the course's questions.", hint=hint)
    return OwnWork(path.resolve(), meant)
