"""Keeps what a person graded: a new look is asked for only where the answer has changed since.

nbgrader asks for one whenever it grades again what has points by hand. `autograde` notes here, before a graded notebook
is replaced, what the person had before them; `nbgrader_plugin` decides with it, after nbgrader saved the new grades.
The notes are a table of the gradebook's database, so they go wherever it goes.
"""

from collections.abc import Container
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.api import Gradebook, MissingEntry
from sqlalchemy import Column, Float, MetaData, String, Table, delete, insert, select

from autograder.digests import key_of
from autograder.grading.gradebook import gradebook_exists, open_gradebook
from autograder.schema.cells import grade_id
from autograder.schema.job import CHECK

NOTE = "autograder"  # key of the metadata of a notebook that is read but not graded yet
UNREAD = "autograder_unread"  # key of the metadata of one that nothing could be read of: a key of what was handed in
LOOKED_AT = Table(
    "autograder_looked_at",
    MetaData(),
    Column("grade_id", String(32), primary_key=True),
    Column("answer", String(64), nullable=False),
    Column("auto_score", Float),
)


def note_looks(url: str, assignment: str, student: str, graded: Path) -> None:
    """Note to which answers a student's points by hand were given.

    Args:
        url: The gradebook's.
        assignment: Its id.
        student: Whose.
        graded: The graded notebook, as formgrader has shown it until now; it need not exist.
    """
    if not graded.exists() or not gradebook_exists(url):
        return
    try:
        notebook = nbformat.read(graded, as_version=4)
    except (ValueError, OSError):  # cut off when a run was stopped
        return
    if NOTE in notebook.metadata:
        return  # a run was stopped before it graded this: nobody has looked at it
    answers = _answers(notebook)
    with open_gradebook(url) as book:
        for grade in _grades(book, assignment, student):
            if grade.manual_score is not None and not grade.needs_manual_grade and grade.name in answers:
                looked = {"grade_id": grade.id, "answer": answers[grade.name], "auto_score": grade.auto_score}
                LOOKED_AT.create(book.db.connection(), checkfirst=True)
                book.db.execute(delete(LOOKED_AT).where(LOOKED_AT.c.grade_id == grade.id))
                book.db.execute(insert(LOOKED_AT).values(looked))
        book.db.commit()


def ask_for_looks(url: str, assignment: str, student: str, notebook: Any, odd: Container[str]) -> None:
    """Mark the grades that a person should look at, and no others, after nbgrader saved a student's grades.

    Args:
        url: The gradebook's.
        assignment: Its id.
        student: Whose.
        notebook: What was graded.
        odd: Names of the check cells whose grade our grader is not sure of.
    """
    answers = _answers(notebook)
    with open_gradebook(url) as book:
        LOOKED_AT.create(book.db.connection(), checkfirst=True)
        grades = _grades(book, assignment, student)
        mine = LOOKED_AT.c.grade_id.in_([grade.id for grade in grades])
        known = {row.grade_id: row for row in book.db.execute(select(LOOKED_AT).where(mine))}
        for grade in grades:
            given, looked = grade.manual_score is not None, known.get(grade.id)
            same = looked if given and looked and looked.answer == answers.get(str(grade.name)) else None
            if grade.name in odd:
                grade.needs_manual_grade = same is None or same.auto_score != grade.auto_score
            elif given:
                grade.needs_manual_grade = same is None
        book.db.commit()


def _grades(book: Gradebook, assignment: str, student: str) -> list[Any]:
    try:
        return list(book.find_submission_notebook(assignment, assignment, student).grades)
    except MissingEntry:
        return []


def _answers(notebook: Any) -> dict[str, str]:
    """By name of a graded cell, a key of the answer in it or, for a check, of the answer that it checks.

    A check's answer may also stand in the cells that the student added; what could not be read is all of an answer.
    """
    unread = notebook.metadata.get(UNREAD, "")
    sources = {grade_id(cell): cell.source for cell in notebook.cells if grade_id(cell)}
    added = [cell.source for cell in notebook.cells if cell.cell_type == "code" and cell.id.startswith("added-")]
    return {
        name: key_of(unread, sources.get(name.removeprefix(CHECK), ""), *(added if name.startswith(CHECK) else ()))
        for name in sources
    }
