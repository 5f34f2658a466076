"""A course whose gradebook is in PostgreSQL: graded, reported, exported and graded again, on a real server."""

import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

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


def run(course: Path, *words: str) -> subprocess.CompletedProcess:
    paths = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    command = [sys.executable, "-m", *words]
    return subprocess.run(command, cwd=course, env=os.environ | {"PATH": paths}, capture_output=True, text=True)


def test_gradebook_is_where_the_course_says(server: Path, counting_class: Path) -> None:
    course = counting_class
    url = f"postgresql+psycopg://grader@/postgres?host={server}"
    with (course / "nbgrader_config.py").open("a") as file:
        file.write(f'c.CourseDirectory.db_url = "{url}"\n')
    graded = run(course, "autograder", "grade", "one_by_one", "--json")
    assert graded.returncode == 0, graded.stderr
    points = {row["student"]: row["points"] for row in map(json.loads, graded.stdout.splitlines())}
    assert len(points) == 4 and len(set(points.values())) > 1
    with Gradebook(url) as gradebook:
        assert {it.student.id: it.score for it in gradebook.assignment_submissions("one_by_one")} == points
    journal = course / ".autograder" / "graded" / "one_by_one.jsonl"
    before = journal.read_text()

    again = run(course, "autograder", "grade", "one_by_one", "--json")
    assert again.returncode == 0 and journal.read_text() == before, "nothing was graded twice"
    exporter = ("--exporter=autograder.export_csv.CsvExport", '--assignment=["one_by_one"]')
    assert run(course, "autograder", "report", "one_by_one").returncode == 0
    assert run(course, "autograder", "export", "one_by_one", "--to", "csv").returncode == 0
    assert run(course, "nbgrader", "export", *exporter).returncode == 0
    assert (course / "reports" / "one_by_one.html").exists()
    for path in (course / "exports" / "one_by_one.csv", course / "grades.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            assert {row["student"]: float(row["total"]) for row in csv.DictReader(file)} == points

    with Gradebook(url) as gradebook:
        gradebook.remove_student(min(points))
    assert run(course, "autograder", "grade", "one_by_one").returncode == 0
    with Gradebook(url) as gradebook:
        assert {it.student.id: it.score for it in gradebook.assignment_submissions("one_by_one")} == points
    assert not (course / "gradebook.db").exists()


def test_server_that_is_not_there_is_named(counting_class: Path) -> None:
    with (counting_class / "nbgrader_config.py").open("a") as file:
        file.write('c.CourseDirectory.db_url = "postgresql+psycopg://grader:secret@127.0.0.1:1/none"\n')
    done = run(counting_class, "autograder", "report", "one_by_one")
    assert done.returncode == 2 and "can't be opened" in done.stderr and "db_url" in done.stderr
    assert "Traceback" not in done.stderr and "secret" not in done.stderr
