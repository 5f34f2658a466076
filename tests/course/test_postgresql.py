"""A course whose gradebook is in PostgreSQL: graded, reported, exported and graded again, on a real server."""

import csv
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from nbgrader.api import Gradebook

from autograder.cli.app import cli
from support.commands import NBGRADER
from support.courses import within
from support.gradebooks import scores

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


@pytest.fixture(scope="module")
def server() -> Iterator[Path]:
    """The folder of a running server: its data, and the socket on which it listens. It refuses to be run by root."""
    if not PROGRAMS and not os.environ.get("CI"):
        pytest.skip("PostgreSQL is not installed")
    folder = Path(tempfile.mkdtemp(prefix="postgresql-", dir="/tmp"))
    user = {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}
    if user:
        shutil.chown(folder, "nobody", "nogroup")

    def run(program: str, *words: str) -> None:
        command = [str(PROGRAMS[-1] / program), "-D", str(folder / "data"), *words]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, **user)

    run("initdb", "--username=grader", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync")
    run("pg_ctl", "start", "--wait", "--log", str(folder / "log"), "-o", f"-c listen_addresses= -F -k {folder}")
    yield folder
    run("pg_ctl", "stop", "--wait", "--mode=immediate")
    shutil.rmtree(folder)


@pytest.fixture
def course(counting_class: Path) -> Iterator[Path]:
    with within(counting_class):
        yield counting_class


def configure(course: Path, url: str) -> None:
    with (course / "nbgrader_config.py").open("a") as file:
        file.write(f'c.CourseDirectory.db_url = "{url}"\n')


@pytest.mark.filterwarnings("ignore:Object of type:sqlalchemy.exc.SAWarning")  # nbgrader adds a submission so
def test_gradebook_is_where_the_course_says(server: Path, course: Path, command) -> None:
    def run(*words: str) -> str:
        done = command(*words)
        assert done.exit_code == 0, done.stderr
        return done.stdout

    url = f"postgresql+psycopg://grader@/postgres?host={server}"
    configure(course, url)
    rows = map(json.loads, run("grade", "one_by_one", "--json").splitlines())
    points = {row["student"]: row["points"] for row in rows}
    assert len(points) == 4 and len(set(points.values())) > 1
    assert scores(url, "one_by_one") == points

    run("report", "one_by_one")
    run("export", "one_by_one", "--to", "csv")
    assert Path("reports/one_by_one.html").exists()
    exporter = "--exporter=autograder.instructor.exports.csv_file.CsvExport"
    subprocess.run([*NBGRADER, "export", exporter, '--assignment=["one_by_one"]'], check=True, capture_output=True)
    for path in (Path("exports/one_by_one.csv"), Path("grades.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            assert {row["student"]: float(row["total"]) for row in csv.DictReader(file)} == points

    lost = min(points)
    with Gradebook(url) as gradebook:
        gradebook.remove_student(lost)
    run("grade", "one_by_one")
    assert scores(url, "one_by_one") == points
    journal = Path(".autograder/graded/one_by_one.jsonl").read_text().splitlines()
    students = [json.loads(line)["row"]["student"] for line in journal]
    assert sorted(students) == sorted([*points, lost]), "only who was missing is graded again"

    kept = max(points)
    with Gradebook(url) as gradebook:
        gradebook.find_grade("check_conv_multiplications", "one_by_one", "one_by_one", kept).manual_score = 2.25
        gradebook.db.commit()
    rows = list(map(json.loads, run("grade", "one_by_one", "--regrade", "--json").splitlines()))
    by_hand = {row["student"]: (row["before"], row["score"], row["why"]) for row in rows if row["why"]}
    assert by_hand == {kept: (points[kept], scores(url, "one_by_one")[kept], ["by hand"])}
    with Gradebook(url) as gradebook:
        grade = gradebook.find_grade("check_conv_multiplications", "one_by_one", "one_by_one", kept)
        assert (grade.score, grade.needs_manual_grade) == (2.25, False)
    assert not Path("gradebook.db").exists()


def test_server_that_is_not_there_is_named(course: Path) -> None:
    configure(course, "postgresql+psycopg://grader:secret@127.0.0.1:1/none")
    done = CliRunner().invoke(cli, ["report", "one_by_one"])
    assert done.exit_code == 2 and "can't be opened" in done.output and "db_url" in done.output
    assert "secret" not in done.output
