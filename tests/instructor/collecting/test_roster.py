"""Who is who: a roster gives folders their names, and `export` finds the students again, with it or without."""

import shutil
from pathlib import Path

import pytest

from support.courses import ROOT
from support.downloads import collect, collected, zipped
from support.exports import export, table
from support.gradebooks import Entry, write_gradebook

CANVAS = """\
\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,residual (5)
,,,,,
    Points Possible,,,,,10
"Doe, Jane",12345,s1,jane@uni.edu,A,
"Doe, Jane",12346,s2,jane2@uni.edu,A,
"Núñez, José",12347,s3,jose,A,
"王, 小明",12348,,,A,
"राम, कि",12349,s5,m,A,
"Quiet, Quinn",12350,s6,quinn,A,
"Student, Test",999,,0a1b2c,A,
"""
CANVAS_ZIP = [
    "doejane_12345_1_residual.ipynb",
    "doejane_12346_2_residual.ipynb",
    "núñezjosé_LATE_12347_3_residual.ipynb",
    "王小明_12348_4_residual.ipynb",
    "रामकि_12349_5_lab_3_2_final.ipynb",
    "strangersam_777_6_residual.ipynb",
]
WITH_ROSTER = ["jane@uni.edu", "jane2@uni.edu", "jose", "12348", "m", "strangersam"]
WITHOUT = ["doejane-12345", "doejane-12346", "núñezjosé", "王小明", None, "strangersam"]
MOODLE = """\
Identifier,"Full name","Email address",Status,Grade,"Maximum Grade","Grade can be changed",\
"Last modified (submission)","Last modified (grade)","Feedback comments"
"Participant 11","Jane Doe",jane@uni.edu,Submitted,,10.00,Yes,-,-,
"Participant 12","Jane Doe",jane2@uni.edu,Submitted,,10.00,Yes,-,-,
"Participant 13","José Núñez, Dr.",,Submitted,,10.00,Yes,-,-,
"Participant 14","Quinn Quiet",quinn@uni.edu,"No submission",,10.00,Yes,-,-,
"""
MOODLE_ZIP = [
    "Jane Doe_11_assignsubmission_file/residual.ipynb",
    "Jane Doe_12_assignsubmission_file/residual.ipynb",
    "José Núñez, Dr._13_assignsubmission_file/residual.ipynb",
    "Team 3_14_assignsubmission_file/residual.ipynb",
]


def graded(course: Path, students: list[str]) -> None:
    """Give each student as many points as there are before them, and one."""
    shutil.copytree(ROOT / "assignments" / "residual", course / "assignments" / "residual")
    entries = [Entry(name, {"resnet": number, "written": 0}) for number, name in enumerate(students, 1)]
    write_gradebook(course / "gradebook.db", {"resnet": 10, "written": 1}, "written", entries)


@pytest.mark.parametrize("with_roster", [True, False])
def test_canvas_students_are_named_and_found_again(course: Path, with_roster: bool) -> None:
    (course / "grades.csv").write_text(CANVAS, encoding="utf-8")
    (course / "download.zip").write_bytes(zipped(CANVAS_ZIP))
    status, lines, said = collect("download.zip", *(("--roster", "grades.csv") if with_roster else ()))
    wanted = WITH_ROSTER if with_roster else WITHOUT
    folders = {f"{name}/residual": it for name, it in zip(wanted, CANVAS_ZIP, strict=True) if name}
    assert {path.rpartition("/")[0]: it for path, it in collected(course).items()} == folders
    if with_roster:
        assert status == 0 and "Not on the roster, collected by the name in the download: strangersam." in said
        assert (
            "Handed in nothing: 1: Quiet, Quinn." in said
            and {"assignment": "residual", "missing": "Quiet, Quinn"} in lines
        )
        assert [it["student"] for it in lines if it.get("known") is False] == ["strangersam"]
        assert [it["student"] for it in lines if it.get("late")] == ["jose"]
    else:
        assert status == 1 and "two ways" in said
    graded(course, [it or "nobody" for it in wanted])
    done = export("residual", "--to", "canvas", "--into", "grades.csv", "--out", "filled.csv")
    rows = table(course / "filled.csv", "utf-8-sig")[3:]
    assert [row[-1] for row in rows] == ["1", "2", "3", "4", "5" if with_roster else "", "", ""]
    assert "strangersam" in done.stderr


@pytest.mark.parametrize("with_roster", [True, False])
def test_moodle_students_are_named_and_found_again(course: Path, with_roster: bool) -> None:
    (course / "sheet.csv").write_text(MOODLE, encoding="utf-8")
    (course / "download.zip").write_bytes(zipped(MOODLE_ZIP))
    _, _, said = collect("download.zip", *(("--roster", "sheet.csv") if with_roster else ()))
    names = ["jane@uni.edu", "jane2@uni.edu"] if with_roster else ["Jane Doe-11", "Jane Doe-12"]
    names += ["José Núñez, Dr", "Team 3"]
    assert collected(course) == {
        f"{name}/residual/residual.ipynb": it for name, it in zip(names, MOODLE_ZIP, strict=True)
    }
    if with_roster:
        assert "by the name in the download: Team 3." in said and "Handed in nothing: 1: Quinn Quiet." in said
    graded(course, names)
    export("residual", "--to", "moodle", "--into", "sheet.csv", "--out", "filled.csv")
    assert [row[4] for row in table(course / "filled.csv")[1:]] == ["1", "2", "3", ""]


def test_who_has_a_folder_keeps_it_and_logins_name_zips_of_submit(course: Path) -> None:
    (course / "grades.csv").write_text(CANVAS, encoding="utf-8")
    (course / "download.zip").write_bytes(zipped(CANVAS_ZIP[2:3]))
    collect("download.zip")
    (course / "many.zip").write_bytes(
        zipped({f"residual-{it}.zip": zipped(["residual.ipynb"]) for it in ("JOSE", "quinn")})
    )
    _, lines, said = collect("many.zip", "--roster", "grades.csv")
    assert {it["student"]: it["outcome"] for it in lines if "student" in it} == {
        "núñezjosé": "replaced",
        "quinn": "new",
    }
    assert "Handed in nothing: 4" in said and "Not on the roster" not in said


def test_moodle_numbers_people_anew_for_every_assignment(course: Path) -> None:
    for assignment, number in (("residual", 11), ("inception", 57), ("residual", 12)):
        (course / "download.zip").write_bytes(zipped([f"Jane Doe_{number}_assignsubmission_file/a.ipynb"]))
        collect("download.zip", assignment)
    assert set(collected(course)) == {f"Jane Doe{it}/a.ipynb" for it in ("/residual", "/inception", "-12/residual")}


def test_another_table_is_no_roster(course: Path) -> None:
    (course / "other.csv").write_text("a,b\n1,2\n")
    (course / "download.zip").write_bytes(zipped(CANVAS_ZIP))
    status, _, said = collect("download.zip", "--roster", "other.csv")
    assert status == 2 and "neither a gradebook of Canvas nor a grading worksheet of Moodle" in said
