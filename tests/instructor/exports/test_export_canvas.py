"""Canvas' gradebook is filled in, and what it does not take is said."""

from pathlib import Path

from nbgrader.api import Gradebook

from support.exports import TITLE, export, table


def test_canvas_gradebook_is_filled_in(course: Path, canvas: Path) -> None:
    done = export("residual", "--to", "canvas", "--into", canvas)
    assert done.exit_code == 0 and "exports/canvas.csv" in done.stdout
    assert (course / "exports" / "canvas.csv").read_bytes().startswith(b"\xef\xbb\xbfStudent,")
    rows = table(course / "exports" / "canvas.csv", "utf-8-sig")
    assert rows == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", f"{TITLE} (12345)"],
        [""] * 6,
        ["    Points Possible", "", "", "", "", "100.00"],
        ["Lovelace, Ada", "101", "s1", "ada.l", "A", "38.5"],
        ["'=HYPERLINK(1), Bob", "2002", "bob", "b.b", "A", "8"],
        ["Müller, Cyd", "3003", "103", "c.m", "A, B", "38"],
        ["Doe, Dan", "104", "", "d.d", "A", "55"],
        ["Doe, Eve", "3005", "", "EVE@uni.edu", "A", "EX"],
        ["Student, Test", "999", "", "0a1b2c", "A", ""],
    ]
    said = done.stderr.splitlines()
    assert len(said) == 4
    assert "100 points in Canvas; residual has 40" in said[0]
    assert "eve is excused" in said[1]
    assert said[2] == "residual: 1 waits for a person, with a question that is not graded yet."
    assert said[3].startswith("residual: handed in, but not in grades.csv: zoe. Names and addresses come")


def test_submitted_work_of_no_points_is_0_and_what_was_not_handed_in_is_empty(course: Path, canvas: Path) -> None:
    canvas.write_text(canvas.read_text("utf-8").replace(",EX,", ",,").replace(",55,", ",,"), encoding="utf-8")
    export("residual", "--to", "canvas", "--into", canvas, "--out", course / "out.csv")
    cells = {row[0]: row[-1] for row in table(course / "out.csv")}
    assert cells["Doe, Eve"] == "0" and cells["Doe, Dan"] == ""


def test_canvas_with_semicolons_first_names_and_further_columns(course: Path) -> None:
    path = course / "grades.csv"
    header = "LastName;FirstName;ID;SIS User ID;SIS Login ID;Integration ID;Root Account;Section;residual (1);Other (2)"
    path.write_text(f"{header}\n    Points Possible;;;;;;;;40,00;5\nLovelace;Ada;101;;;i;r;A;;3,5\n")
    done = export("--to", "canvas", "--into", path, "--out", course / "out.csv")
    assert done.exit_code == 0 and "in Canvas" not in done.stderr
    lines = (course / "out.csv").read_text().splitlines()
    assert lines[0] == header.removesuffix(";Other (2)") and lines[2] == "Lovelace;Ada;101;;;i;r;A;38.5"


def test_canvas_gets_no_new_assignment(course: Path, canvas: Path) -> None:
    canvas.write_text(canvas.read_text("utf-8").replace(TITLE, "Week 3"), encoding="utf-8")
    done = export("residual", "--to", "canvas", "--into", canvas)
    assert done.exit_code == 2 and not (course / "exports").exists()
    assert "Warm-up (7), Week 3 (12345)" in " ".join(done.stderr.split()) and "--column" in done.stderr
    for name in ("Week 3 (12345)", "week 3"):
        assert export("residual", "--to", "canvas", "--into", canvas, "--column", name).exit_code == 0
    assert export("residual", "--to", "canvas", "--into", canvas, "--column", "Section").exit_code == 2


def test_two_columns_of_the_same_name_are_asked_about(course: Path, canvas: Path) -> None:
    canvas.write_text(canvas.read_text("utf-8").replace("Warm-up (7)", '"residual (7)"'), encoding="utf-8")
    assert "Several columns" in export("residual", "--to", "canvas", "--into", canvas).stderr


def test_ids_that_two_students_share_find_neither(course: Path, canvas: Path) -> None:
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        book.find_student("zoe").lms_user_id = "101"
        book.db.commit()
    done = export("residual", "--to", "canvas", "--into", canvas, "--out", course / "out.csv")
    assert {row[0]: row[-1] for row in table(course / "out.csv", "utf-8-sig")}["Lovelace, Ada"] == ""
    assert "ada, zoe" in done.stderr
