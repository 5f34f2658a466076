"""Students whose names are patterns, or not in ASCII, are graded and get feedback as everybody does."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support.commands import NBGRADER
from support.courses import submitted
from support.gradebooks import scores

NAMES = ("[group 3]", "a*b", "王 小明", "{x}?")


@pytest.fixture
def course(counting_class: Path) -> Path:
    """The class that counts, with such names. One student's folder of the assignment is in another case."""
    students = sorted((counting_class / "submitted").iterdir())
    for path, name in zip(students, NAMES, strict=True):
        path.rename(path.with_name(name))
    folder = counting_class / "submitted" / NAMES[-1]
    (folder / "one_by_one").rename(folder / "One_by_One")
    shutil.copy(submitted(counting_class, "a*b", "one_by_one"), counting_class / "submitted" / "lost.ipynb")
    return counting_class


@pytest.mark.filterwarnings("ignore:Object of type:sqlalchemy.exc.SAWarning")  # nbgrader adds a submission so
def test_they_are_graded_and_get_feedback(course: Path, sandbox: str, command, monkeypatch) -> None:
    monkeypatch.chdir(course)
    done = command("grade", "one_by_one", f"--sandbox={sandbox}", "--json")
    assert done.exit_code == 0, done.stderr
    rows = {row["student"]: row for row in map(json.loads, done.stdout.splitlines())}
    assert set(rows) == set(NAMES) and not any(row["fault"] or row["notes"] for row in rows.values())
    assert "submitted/lost.ipynb is a file" in done.stderr
    pages = {it: (course / "feedback" / it / "one_by_one" / "one_by_one.html").read_text("utf-8") for it in NAMES}
    assert all("conv_multiplications" in page for page in pages.values()) and len(set(pages.values())) == len(NAMES)
    earned = scores(f"sqlite:///{course / 'gradebook.db'}", "one_by_one")
    assert earned == {it: row["points"] for it, row in rows.items()}
    again = command("grade", "one_by_one", f"--sandbox={sandbox}", "--student", "[group 3]")
    assert again.exit_code == 0 and "[group 3]" in again.stdout and "a*b" not in again.stdout


@pytest.mark.slow
def test_nbgraders_own_commands_take_them(course: Path, sandbox: str) -> None:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])

    def nbgrader(*words: str) -> None:
        command, environment = [*NBGRADER, *words], os.environ | {"PATH": path}
        done = subprocess.run(command, cwd=course, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr

    for words in (("--student", "[group 3]"), ()):
        nbgrader("autograde", "one_by_one", *words, "--force", f"--Grade.sandbox={sandbox}")
        earned = scores(f"sqlite:///{course / 'gradebook.db'}", "one_by_one")
        assert set(earned) == (set(NAMES[:3]) if not words else {"[group 3]"})
    nbgrader("generate_feedback", "one_by_one", "--student", "a*b")
    assert (course / "feedback" / "a*b" / "one_by_one" / "one_by_one.html").exists()
