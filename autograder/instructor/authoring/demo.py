"""Releases the assignments and hands in for a sample class: what `autograder demo` does before it grades.

`data/class/<id>.toml` lists students and the sample answers that each of them hands in, by name. An answer's functions
go to the answer cells of their names, everything else to a cell before them, as a student would have written it.
`beside` names files in `data/answers/<id>/` that are handed in with the notebook.
"""

import ast
import re
import shutil
import tomllib
from pathlib import Path

import nbformat

from autograder.grading.nbgrader_setup import Folders
from autograder.instructor.authoring.release import release, write_notebook
from autograder.instructor.authoring.sample_answers import SampleAnswer, sample_answer
from autograder.schema.assignment import Assignment
from autograder.schema.cells import grade_id
from autograder.schema.course import Course

BROKEN = {
    "truncated": lambda text: text[: len(text) // 2],
    "empty": lambda text: "",
    "not a notebook": lambda text: "[]",
}


def set_up(course: Course, folder: Path) -> tuple[list[tuple[Assignment, list[str]]], Folders]:
    """Release the assignments and hand in for the sample class, all anew.

    Args:
        course: Which.
        folder: Where submissions, gradebook and feedback will be; emptied first.

    Returns:
        The assignments with their students, and the folders to grade in.

    Raises:
        CourseError: A student hands in an answer that is not there.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folders = Folders.under(folder, course)
    work = []
    for assignment in course.assignments():
        release(assignment)
        work.append((assignment, hand_in(assignment, folders.submitted)))
    return work, folders


def hand_in(assignment: Assignment, submitted: Path) -> list[str]:
    """Write the sample class' submissions of one assignment; the students' names."""
    course = assignment.course
    listed = course.data / "class" / f"{assignment.id}.toml"
    if not listed.exists():
        return []
    students = tomllib.loads(listed.read_text(encoding="utf-8"))["student"]
    for student in students:
        target = submitted / student["name"] / assignment.id / f"{assignment.id}.ipynb"
        target.parent.mkdir(parents=True)
        if student.get("file") == "missing":
            continue
        for name in student.get("beside", ()):
            shutil.copy(course.answers / assignment.id / name, target.parent)
        answers = [sample_answer(course.answers, f"{assignment.id}/{name}") for name in student["answers"]]
        write_notebook(answer_notebook(assignment, answers), target)
        if "file" in student:
            target.write_text(BROKEN[student["file"]](target.read_text(encoding="utf-8")), encoding="utf-8")
    return [student["name"] for student in students]


def answer_notebook(assignment: Assignment, answers: list[SampleAnswer]) -> nbformat.NotebookNode:
    """The released notebook with the functions of some answers in its answer cells."""
    notebook = nbformat.read(assignment.course.release(assignment.id), as_version=4)
    cells = {grade_id(cell): cell for cell in notebook.cells}
    names = {question.name for question in assignment.questions}
    for answer in answers:
        functions, rest = split_answer(answer.text, names)
        for name, source in functions.items():
            cells[name].source = source
        first = next(cell for name, cell in cells.items() if name in names)
        if rest.strip():
            own = f"own-{answer.question}-{answer.side}-{answer.name}"  # told apart in a notebook
            extra = nbformat.v4.new_code_cell(rest, id=own[:64].replace("_", "-"))
            notebook.cells.insert(notebook.cells.index(first), extra)
    return notebook


def split_answer(source: str, names: set[str]) -> tuple[dict[str, str], str]:
    """The source of each top-level function or assignment of one of these names, and all the rest.

    A file that does not parse goes whole to the answer cell of the first name it mentions.
    """
    lines = source.splitlines()
    try:
        body = ast.parse(source).body
    except SyntaxError:
        first = next((name for name in sorted(names) if name in source), sorted(names)[0])
        return {first: source}, ""
    functions: dict[str, str] = {}
    taken: set[int] = set()
    if body and ast.get_docstring(ast.Module(body[:1], [])) is not None:  # what the file is an example of
        taken.update(range(body[0].end_lineno or 0))
    for node in body:
        targets = [node.name] if isinstance(node, (ast.FunctionDef, ast.ClassDef)) else []
        if isinstance(node, ast.Assign):
            targets = [target.id for target in node.targets if isinstance(target, ast.Name)]
        name = next((target for target in targets if target in names), None)
        if name is None:
            continue
        decorators = getattr(node, "decorator_list", [])
        start = min([node.lineno, *(decorator.lineno for decorator in decorators)]) - 1
        end = node.end_lineno or len(lines)
        functions[name] = "\n".join(lines[start:end])
        taken.update(range(start, end))
    rest = "\n".join(line for number, line in enumerate(lines) if number not in taken)
    return functions, re.sub(r"\n{3,}", "\n\n\n", rest).strip()
