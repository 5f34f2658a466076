"""Builds the notebooks of an assignment from a reviewed source: the solution, and with nbgrader the students' release.

`solutions/<id>/<id>.py` (jupytext, nbgrader's metadata but for the points) → `solutions/<id>/<id>.ipynb` →
`assignments/<id>/`. Points come from `assignment.toml`, into cells' metadata and for every `{{points QUESTION}}` in the
prose. The notebooks are byte-stable: made twice from one source they are equal, so that a diff shows only what was
written. The command `autograder release` calls it, `demo` too; `verify` builds anew to see that nothing is stale.
"""

import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from nbgrader.converters import GenerateAssignment

from autograder.errors import CourseError
from autograder.grading.nbgrader_setup import convert, course_directory
from autograder.grading.points import declared_points, differences
from autograder.judging.verdict import points_text
from autograder.schema.assignment import Assignment
from autograder.schema.cells import grade_id, nbgrader_settings
from autograder.schema.job import CHECK

KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
MARK = re.compile(r"\{\{points (\w+)\}\}")  # in prose: what a question is worth
RUBRIC = re.compile(r"^- (\d+(?:\.\d+)?) · ", re.MULTILINE)  # in a written question's solution: what a part is worth
KEEP = ("*.svg", "*.png", "*.csv", "data/*", "data/*/*")  # what may stand beside a released notebook


def release(assignment: Assignment) -> list[Path]:
    """Build an assignment's notebooks under `solutions` and `assignments`.

    Returns:
        The files written.

    Raises:
        CourseError: The source is missing or nbgrader refuses it.
    """
    root, name = assignment.course.root, assignment.id
    with tempfile.TemporaryDirectory(prefix="autograder-release-") as scratch:
        built = build(assignment, Path(scratch))
        written = []
        for path in built:
            target = root / path.relative_to(scratch)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
            written.append(target)
        copy_data(assignment, assignment.course.solution(name))
        expected = {root / path.relative_to(scratch) for path in built}
        for stale in (root / "assignments" / name).rglob("*"):
            if stale.is_file() and stale not in expected and ".ipynb_checkpoints" not in stale.parts:
                stale.unlink()
    return written


def build(assignment: Assignment, scratch: Path) -> list[Path]:
    """Build an assignment's notebooks in a scratch folder of the same layout as the course; see `release`.

    Args:
        assignment: Which.
        scratch: An empty folder.
    """
    name = assignment.id
    solutions = assignment.course.solution(name)
    notebook = notebook_of(assignment)
    copied = scratch / "solutions" / name
    shutil.copytree(
        solutions, copied, ignore=shutil.ignore_patterns("*.py", "*.toml", "*.ipynb*", ".*", "data", "handed_in")
    )
    copy_data(assignment, copied)
    solution = copied / f"{name}.ipynb"
    write_notebook(notebook, solution)
    directory = course_directory(
        assignment.course,
        source_directory=scratch / "solutions",
        release_directory=scratch / "assignments",
        db_url=f"sqlite:///{scratch / 'gradebook.db'}",
    )
    (scratch / "assignments").mkdir()
    convert(GenerateAssignment, directory, ".", name, create_assignment=True)
    released = scratch / "assignments" / name / f"{name}.ipynb"
    if not released.exists():
        raise CourseError(f"nbgrader made no release of {name}.", hint="Run `nbgrader generate_assignment`.")
    write_notebook(nbformat.read(released, as_version=4), released)
    given = scratch / "data" / "reference" / "public" / released.name  # what `submit` reads a student's by
    given.parent.mkdir(parents=True)
    shutil.copyfile(released, given)
    beside = [path for path in (scratch / "assignments").rglob("*") if path.is_file() and path != released]
    return [solution, released, given, *sorted(beside)]


def copy_data(assignment: Assignment, folder: Path) -> None:
    """Copy the files of the course's `data` that an assignment's notebook reads to a `data` folder in `folder`.

    Raises:
        CourseError: One of them is not there.
    """
    for name in assignment.data:
        source, target = assignment.course.data / name, folder / "data" / name
        if not source.exists():
            raise CourseError(f"{assignment.id} declares data that is not there: {name}.", hint="See data/README.md.")
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True)
        else:
            shutil.copyfile(source, target)


def notebook_of(assignment: Assignment) -> nbformat.NotebookNode:
    """The notebook that an assignment's source describes, with its points and with cell ids that depend on it alone.

    Raises:
        CourseError: There is no source, or what it says of points is not what the assignment declares.
    """
    source = assignment.course.solution(assignment.id) / f"{assignment.id}.py"
    if not source.exists():
        raise CourseError(f"There is no {source}.", hint="An assignment's source is solutions/<id>/<id>.py.")
    points = declared_points(assignment)
    notebook = jupytext.reads(_with_points(source, points), fmt="py:percent")
    _give_points(notebook, points, source)
    seen: dict[str, int] = {}
    for cell in notebook.cells:
        cell.metadata.pop("lines_to_next_cell", None)
        name = grade_id(cell)
        if not name:
            digest = hashlib.sha256(cell.source.encode()).hexdigest()[:12]
            seen[digest] = seen.get(digest, 0) + 1
            name = digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"
        cell["id"] = name
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    notebook.metadata = nbformat.from_dict({"kernelspec": KERNEL, "language_info": {"name": "python"}})
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    return notebook


def _with_points(source: Path, points: Mapping[str, float]) -> str:
    """The text of a source with numbers in the place of its marks."""
    lines = source.read_text(encoding="utf-8").split("\n")
    for at, line in enumerate(lines):
        for name in MARK.findall(line):
            worth = points.get(CHECK + name, points.get(name))
            if worth is None:
                known = ", ".join(it.removeprefix(CHECK) for it in points)
                raise CourseError(f"{source}, line {at + 1}: there is no question {name!r}.", hint=f"Known: {known}.")
            lines[at] = lines[at].replace(f"{{{{points {name}}}}}", points_text(worth))
    return "\n".join(lines)


def _give_points(notebook: nbformat.NotebookNode, points: dict[str, float], source: Path) -> None:
    """Write into the cells that earn points how many; `source` is named in errors."""
    cells = {grade_id(cell): cell for cell in notebook.cells if nbgrader_settings(cell).get("grade")}
    if odd := sorted(cells.keys() ^ points.keys()):
        hint = "A cell with a grade is the check of a question or stands under [written], and each of these has a cell."
        raise CourseError(f"{source} and assignment.toml differ in what earns points: {', '.join(odd)}.", hint=hint)
    for name, cell in cells.items():
        given = cell.metadata["nbgrader"].setdefault("points", points[name])
        rubric = [float(part) for part in RUBRIC.findall(cell.source)]
        for where, found in (("metadata", given), ("rubric", sum(rubric) if rubric else given)):
            if found != points[name]:
                wrong = differences(points, points | {name: found})[0]
                hint = "assignment.toml says what it is worth. A rubric adds up to that; metadata needs no points."
                raise CourseError(f"{source}: in its {where}, {wrong}.", hint=hint)


def write_notebook(notebook: nbformat.NotebookNode, path: Path) -> None:
    """Write a notebook so that equal notebooks are equal files."""
    plain: Any = json.loads(nbformat.writes(notebook))
    text = json.dumps(plain, indent=1, ensure_ascii=False, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")
