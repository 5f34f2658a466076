"""A CSV file has all that there is, by our command and as nbgrader's plugin."""

import subprocess
import sys
from pathlib import Path

import pytest

from support.exports import QUESTIONS, export, table


def test_csv_has_a_row_per_student_and_a_column_per_question(course: Path) -> None:
    done = export("residual", "--to", "csv", "--out", course / "out.csv")
    rows = {row[0]: row[1:] for row in table(course / "out.csv", "utf-8-sig")}
    assert rows["student"][3:] == [*QUESTIONS, "written", "penalty", "total", "most", "late_s", "status"]
    assert rows["ada"] == ["Lovelace", "Ada", "ada@uni.edu", "12", "17.5", "9", "0", "38.5", "40", "0", "graded"]
    assert rows["bob"][0] == "'=HYPERLINK(1)" and rows["bob"][5:] == ["", "0", "8", "40", "0", "to grade"]
    assert rows["cyd"][0] == "Müller, Dr." and rows["cyd"][6:] == ["2", "38", "40", "3600", "graded"]
    assert rows["dan"][3:] == ["", "", "", "", "", "40", "", "not submitted"]
    assert rows["eve"][-1] == "review"
    assert "1 waits" in done.stderr and "not in" not in done.stderr


@pytest.mark.slow
def test_csv_is_an_export_plugin_of_nbgrader(course: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "nbgrader",
        "export",
        "--exporter=autograder.instructor.exports.csv_file.CsvExport",
    ]
    words = ['--assignment=["residual"]', '--student=["ada"]', "--to=out.csv"]
    done = subprocess.run([*command, *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert [row[0] for row in table(course / "out.csv", "utf-8-sig")] == ["student", "ada"]
