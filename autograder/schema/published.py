"""Says what students get of the course: writes the public part of a declaration, and reads it from their files.

A bundle has the public reference of its assignment in a folder beside the notebook. It may be newer than the installed
package, so it comes before the package's own. Nobody is judged officially by it: that reads the course's folder alone.
"""

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from autograder.errors import CourseError, no_question
from autograder.paths import public_folder
from autograder.schema.assignment import Assignment, Question, parse_assignment

ANOTHER_VERSION = "Unpack the bundle again, or install the version that your course names."
BESIDE = "public_reference"  # the folder in a bundle; not `reference`: that is the official one's, in `data`


def public_part(assignment: Assignment) -> dict[str, Any]:
    """What students' `check` needs of an assignment's declaration: no written question, and no case but public ones."""
    data = asdict(replace(assignment, declared_in=None))
    del data["declared_in"], data["written"]
    data["question"], data["file"] = data.pop("questions"), data.pop("files")
    for question in data["question"]:
        question["case"] = [case for case in question.pop("cases") if case["public"]]
        del question["mistakes"]
    return data


def public_files() -> list[Path]:
    """The files of public references: those beside the notebook, and for other assignments the package's."""
    found = [path for folder in (public_folder(), Path.cwd() / BESIDE) for path in folder.glob("*.json")]
    return sorted({path.name: path for path in found}.values(), key=lambda path: path.name)


def read_public(path: Path) -> tuple[Assignment, dict[str, Any]]:
    """The assignment in a public file, and all of its content.

    Raises:
        CourseError: The file is damaged or was made for another version.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return parse_assignment(data["assignment"], path.name), data
    except (OSError, ValueError, KeyError, TypeError, AttributeError, CourseError) as error:
        raise CourseError(
            f"{path} can't be read by this version of the autograder.",
            hint=ANOTHER_VERSION,
        ) from error


def released_notebook(assignment: str, beside: Path) -> Any:
    """The notebook that students were given, as nbformat has it: of the bundle in a folder, else of this package.

    Raises:
        CourseError: It is not there, as in a bundle of an earlier version.
    """
    import nbformat  # `check` in a notebook does without

    name = f"{assignment}.ipynb"
    for path in (beside / BESIDE / name, public_folder() / name):
        if path.is_file():
            return nbformat.read(path, as_version=4)
    raise CourseError(f"The notebook of {assignment} as it was given out is missing.", hint=ANOTHER_VERSION)


def known_assignments() -> list[Assignment]:
    """The course's assignments as students have them, in the order of the course."""
    return sorted((read_public(path)[0] for path in public_files()), key=lambda it: (it.number, it.id))


def known_question(name: str) -> tuple[Assignment, Question]:
    """The question of this name, as students have it, and the assignment that asks it.

    Raises:
        CourseError: There is none; the message lists those there are.
    """
    known = {
        question.name: (assignment, question) for assignment in known_assignments() for question in assignment.questions
    }
    if name not in known:
        raise no_question(name, known)
    return known[name]
