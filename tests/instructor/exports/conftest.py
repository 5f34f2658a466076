"""A graded class, and the files that Canvas and Moodle have of it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.grading.journal import Journal, Row
from support.courses import ROOT, within
from support.exports import QUESTIONS, STUDENTS, TITLE
from support.gradebooks import Entry, write_gradebook

CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,Notes,Warm-up (7),{title} (12345),Current Score
,,,,,,Manual Posting,,
    Points Possible,,,,,,10,100.00,(read only)
"Lovelace, Ada",101,s1,ada.l,A,good,9,,90
"=HYPERLINK(1), Bob",2002,bob,b.b,A,,,,
"Müller, Cyd",3003,103,c.m,"A, B",,,12,
"Doe, Dan",104,,d.d,A,,,55,
"Doe, Eve",3005,,EVE@uni.edu,A,,,EX,
"Student, Test",999,,0a1b2c,A,,,,
"""
MOODLE = """\
\ufeffIdentifier,"Full name","Email address",Status,Grade,"Maximum Grade","Grade can be changed",\
"Last modified (submission)","Last modified (grade)","Feedback comments"
"Participant 11","Ada Lovelace",ADA@uni.edu,"Submitted for grading",,40.00,Yes,"Monday, 2 March 2026, 10:00 AM",-,
"Participant 12","Bob X",bob@uni.edu,"Submitted for grading",7.00,40.00,No,-,"Tuesday, 3 March 2026, 9:00 AM",
"Participant 13","Cyd Müller, Dr.",,"Submitted for grading",,40.00,Yes,-,-,"See me, please."
"Participant 14","Dan Doe",dan@uni.edu,"No submission",3.00,40.00,Yes,-,-,"kept"
"Participant 15","Eve Doe",eve@uni.edu,"Submitted for grading",,40.00,Yes,-,-,"{title}: 3 of 40 points."
"Participant 16","@SUM(A1)",other@uni.edu,"No submission",,40.00,Yes,-,-,
"""


@pytest.fixture(scope="session")
def gradebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The class in a gradebook as nbgrader makes it."""
    path = tmp_path_factory.mktemp("gradebook") / "gradebook.db"
    names = (*QUESTIONS, "written")
    students = []
    for name, (first, last, email, lms, points) in STUDENTS.items():
        late_h, penalty = (1, 2) if name == "cyd" else (0, 0)
        earned = dict(zip(names, points, strict=True)) if points else None
        students.append(Entry(name, earned, first, last, email, lms, late_h, penalty))
    write_gradebook(path, dict(zip(names, (12, 18, 10), strict=True)), "written", students)
    return path


@pytest.fixture
def course(tmp_path: Path, gradebook: Path) -> Iterator[Path]:
    """A course with a graded class and the grader's notes on it."""
    for folder in ("solutions/residual", "assignments/residual"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("data", "figures"))
    (tmp_path / "data").mkdir()
    for folder in ("reference", "held_out"):
        (tmp_path / "data" / folder).symlink_to(ROOT / "data" / folder)
    shutil.copy(gradebook, tmp_path)
    journal = Journal(tmp_path / ".autograder" / "graded" / "residual.jsonl")
    for student in STUDENTS.keys() - {"dan"}:
        notes = ["The notebook had <b>cells</b> & more."] if student == "ada" else []
        journal.add("key", Row(student, "residual", review=student == "eve", notes=notes))
    with within(tmp_path):
        yield tmp_path


@pytest.fixture
def canvas(course: Path) -> Path:
    path = course / "grades.csv"
    title = f'"{TITLE} (12345)"'
    path.write_text(CANVAS.replace("{title} (12345)", title), encoding="utf-8-sig")
    return path


@pytest.fixture
def moodle(course: Path) -> Path:
    path = course / "worksheet.csv"
    path.write_text(MOODLE.replace("{title}", TITLE), encoding="utf-8")
    return path
