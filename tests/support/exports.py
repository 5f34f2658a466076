"""A graded class and what is exported of it."""

import csv
import json
import zipfile
from pathlib import Path

from click.testing import CliRunner, Result

from autograder.cli.app import cli
from autograder.grading.answer_files import Line
from autograder.judging.judge import sentence_of
from autograder.judging.verdict import CriterionVerdict, Diagnosis, Outcome, Verdict
from autograder.schema.assignment import Question

QUESTIONS = ("identity_block", "resnet")
TITLE = "Identity and projection blocks, and the ResNets made of them"
STUDENTS = {  # first name, last name, email, the LMS's id; points of the questions and of the written one
    "ada": ("Ada", "Lovelace", "ada@uni.edu", "101", (12, 17.5, 9)),
    "bob": ("Bob", "=HYPERLINK(1)", "Bob@Uni.edu", None, (8, 0, None)),
    "cyd": ("Cyd", "Müller, Dr.", None, "103", (12, 18, 10)),
    "dan": ("Dan", "Doe", "dan@uni.edu", "104", None),
    "eve": ("Eve", "Doe", "eve@uni.edu", "105", (0, 0, 0)),
    "zoe": ("Zoe", "Last", "zoe@uni.edu", "109", (1, 1, 1)),
}


def export(*words: object) -> Result:
    """Run `autograder export`."""
    return CliRunner().invoke(cli, ["export", *map(str, words)], catch_exceptions=False)


def table(path: Path, encoding: str = "utf-8") -> list[list[str]]:
    """The rows of a CSV file."""
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.reader(file))


def unpacked(course: Path, target: str) -> tuple[Path, set[str]]:
    """An exported autograder, unpacked in a folder, and the names of its files. Programs in it can be run."""
    done = export("residual", "--to", target)
    assert done.exit_code == 0 and done.stderr
    folder = course / target
    with zipfile.ZipFile(course / "exports" / f"residual-{target}.zip") as archive:
        archive.extractall(folder)
        modes = {info.filename: info.external_attr >> 16 for info in archive.infolist()}
    assert all(bool(mode & 0o111) == (name in ("setup.sh", "run_autograder")) for name, mode in modes.items())
    return folder, set(modes)


def judged(question: Question, earned: dict[str, float], diagnosis: Diagnosis | None = None) -> dict:
    """The line of `judge --json` for an answer with these points for criteria, and full ones for the others."""
    lines = []
    for name, most in question.criteria.items():
        points = earned.get(name, most)
        outcome = Outcome("passed") if points == most else Outcome("failed", f"{name} is wrong.")
        lines.append(CriterionVerdict(name, sentence_of(name, question), outcome, points, most))
    verdict = Verdict(question.name, question.title, "failed", tuple(lines), diagnosis=diagnosis)
    return json.loads(json.dumps(Line("x.ipynb", "residual", question.name, verdict).as_json()))
