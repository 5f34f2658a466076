"""Moodle's worksheet is filled in, and what Moodle would skip is said."""

from pathlib import Path

from support.exports import TITLE, export, table


def test_moodle_worksheet_is_filled_in(course: Path, moodle: Path) -> None:
    before = table(moodle, "utf-8-sig")
    done = export("residual", "--to", "moodle", "--into", moodle)
    assert done.exit_code == 0
    after = table(course / "exports" / "residual-moodle.csv", "utf-8-sig")
    assert (course / "exports" / "residual-moodle.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert [row[4] for row in after] == ["Grade", "38.5", "7.00", "38", "3.00", "0", ""]
    changed = {
        (number, at) for number, row in enumerate(after) for at, it in enumerate(row) if it != before[number][at]
    }
    assert changed == {(1, 4), (1, 9), (3, 4), (5, 4), (5, 9), (6, 1)}
    assert after[6][1] == "'@SUM(A1)"
    assert after[1][9] == (
        f"{TITLE}: 38.5 of 40 points.<br>identity_block: 12 of 12<br>resnet: 17.5 of 18<br>written: 9 of 10"
        "<br>The notebook had &lt;b&gt;cells&lt;/b&gt; &amp; more."
    )
    assert after[5][9].startswith(f"{TITLE}: 0 of 40 points.")
    said = done.stderr
    assert "left alone: bob" in said and "stays: cyd" in said and "not in worksheet.csv: zoe" in said


def test_moodle_is_told_what_it_would_skip(course: Path, moodle: Path) -> None:
    moodle.write_text(moodle.read_text().replace("40.00", "30.00"))
    said = export("residual", "--to", "moodle", "--into", moodle).stderr
    assert "will skip: ada, cyd" in said and "maximum grade is 30 in Moodle; residual has 40" in said


def test_moodle_gradebook_goes_by_email(course: Path) -> None:
    done = export("residual", "--to", "moodle")
    rows = table(course / "exports" / "residual-moodle.csv")
    want = [["ada@uni.edu", "38.5"], ["Bob@Uni.edu", "8"], ["eve@uni.edu", "0"], ["zoe@uni.edu", "3"]]
    assert rows == [["email", TITLE], *want]
    assert "left out: cyd" in done.stderr and "1 waits" in done.stderr
