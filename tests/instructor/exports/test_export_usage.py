"""What is asked of `export` wrongly is said with what to do instead."""

import subprocess
import sys
from pathlib import Path

import pytest

from support.exports import export

WRONG = {
    "canvas without a file": (["residual", "--to", "canvas"], "--into"),
    "a file for csv": (["residual", "--to", "csv", "--into", "grades.csv"], "--into"),
    "a worksheet for several": (["--to", "moodle", "--into", "grades.csv"], "one assignment"),
    "a column for csv": (["residual", "--to", "csv", "--column", "x"], "--column"),
    "over the download": (["residual", "--to", "canvas", "--into", "grades.csv", "--out", "grades.csv"], "downloaded"),
    "no such file": (["residual", "--to", "canvas", "--into", "nowhere.csv"], "can't be read"),
    "not Canvas'": (["residual", "--to", "canvas", "--into", "other.csv"], "not a gradebook of Canvas"),
    "not Moodle's": (["residual", "--to", "moodle", "--into", "other.csv"], "not a grading worksheet"),
    "not UTF-8": (["residual", "--to", "moodle", "--into", "latin.csv"], "UTF-8"),
    "no CSV": (["residual", "--to", "moodle", "--into", "quote.csv"], "no CSV"),
    "empty": (["residual", "--to", "moodle", "--into", "empty.csv"], "empty"),
    "no such assignment": (["nothing", "--to", "csv"], "nothing"),
}


@pytest.mark.parametrize(("words", "said"), WRONG.values(), ids=WRONG)
def test_wrong_usage_exits_with_2_and_says_what_to_do(course: Path, canvas: Path, words: list[str], said: str) -> None:
    (course / "other.csv").write_text("a,b\n1,2\n")
    (course / "latin.csv").write_bytes("Identifier,Müller\n".encode("latin-1"))
    (course / "quote.csv").write_text('Identifier,"Grade\n')
    (course / "empty.csv").write_text("")
    done = export(*words)
    assert done.exit_code == 2 and not done.stdout
    assert said in " ".join(done.stderr.split()) and len(done.stderr.splitlines()) >= 2


def test_nothing_graded_is_said(course: Path) -> None:
    (course / "gradebook.db").unlink()
    for words in (["residual"], []):
        done = export(*words, "--to", "csv")
        assert done.exit_code == 2 and "autograder grade" in done.stderr


@pytest.mark.slow
def test_report_and_export_start_without_keras() -> None:
    """It takes longer to import than all of their work."""
    imports = "import sys, autograder.instructor.reports.report, autograder.instructor.exports.export"
    program = f"{imports}; sys.exit('keras' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
