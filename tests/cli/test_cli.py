"""The command line as a program and as a person reads it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from autograder.cli.app import cli
from autograder.instructor.authoring.sample_answers import sample_answer, write_answers
from support.courses import COURSE, ROOT

ANSWERS = COURSE.answers / "residual" / "identity_block"
KEYS = {"path", "assignment", "question", "status", "points", "max_points", "criteria", "diagnosis"}


def autograder(*words: object, timeout_s: float = 200, **environment: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "autograder", *map(str, words)]
    env = os.environ | environment
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=timeout_s, check=False, env=env)


def lines_of(done: subprocess.CompletedProcess | Result) -> list[dict]:
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.slow
def test_judge_writes_a_line_per_path_and_question_and_survives_every_path(tmp_path: Path, command) -> None:
    bad = {
        "exits.py": "import os\ndef identity_block(x, filters): return x\nos._exit(0)",
        "hangs.py": "def identity_block(x, filters): return x\nimport time; time.sleep(1000)",
        "kills.py": "import os, signal\ndef identity_block(x, filters): os.kill(os.getpid(), signal.SIGKILL)",
        "raises.py": "def identity_block(x, filters): return x\nraise RuntimeError('no')",
        "syntax.py": "def identity_block(x, filters:",
        "nothing.py": "x = 1",
        "binary.py": "",
        "notebook.ipynb": '{"cells": [',
        "letter.txt": "dear grader",
    }
    for name, text in bad.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "binary.py").write_bytes(b"\xff\xfe\x00")
    right = ANSWERS / "right" / "plus_operator.py"
    done = command("judge", "--json", *sorted(tmp_path.iterdir()), tmp_path, tmp_path / "nowhere.py", right)
    assert done.exit_code == 1
    lines = {Path(line["path"]).name: line for line in lines_of(done) if line["question"] != "projection_block"}
    assert all(set(line) >= KEYS for line in lines.values())
    status = {name: line["status"] for name, line in lines.items()}
    assert status.pop(right.name) == "passed"
    assert status.pop("hangs.py") == "timeout"
    assert set(status) == {*bad, tmp_path.name, "nowhere.py"} - {"hangs.py"}
    assert set(status.values()) == {"error"}
    assert all(line["points"] == 0 for name, line in lines.items() if name != right.name)


def test_question_may_be_chosen_and_exit_status_says_whether_all_passed(tmp_path: Path, command) -> None:
    wanted = sample_answer(COURSE.answers, "residual/identity_block/wrong/relu_before_addition")
    (wrong,) = write_answers(COURSE.answers, [wanted], tmp_path)
    right = ANSWERS / "right" / "add_layer.py"
    assert command("judge", "--question", "identity_block", right).exit_code == 0
    done = command("check", "--question", "identity_block", "--json", wrong, right)
    assert done.exit_code == 1
    assert {(Path(line["path"]).name, line["status"], line["points"]) for line in lines_of(done)} == {
        (wrong.name, "failed", 8.0),
        (right.name, "passed", 12.0),
    }
    criteria = {c["name"]: c["outcome"] for line in lines_of(done) for c in line["criteria"] if line["points"] == 8}
    assert criteria["outputs"] == "failed" and criteria["parameters"] == "passed"


@pytest.mark.slow
def test_solution_and_release_notebooks_are_checked_as_a_student_would(command) -> None:
    done = command("check", "--json", ROOT / "solutions/one_by_one/one_by_one.ipynb")
    assert {line["status"] for line in lines_of(done)} == {"passed"}
    done = command("judge", "--json", ROOT / "assignments/one_by_one/one_by_one.ipynb")
    assert {line["status"] for line in lines_of(done)} == {"not attempted"} and len(lines_of(done)) == 8


@pytest.mark.parametrize(
    "words",
    [["judge"], ["grade", "no-such-assignment"], ["release", "nothing"], ["judge", "--question", "nothing", "x.py"]],
    ids=" ".join,
)
def test_wrong_usage_exits_with_2_and_says_what_to_do(words: list[str], command) -> None:
    done = command(*words)
    assert done.exit_code == 2
    assert "Traceback" not in done.stderr and len(done.stderr.splitlines()) >= 2


@pytest.mark.parametrize("command", ["judge", "grade"])
def test_without_a_sandbox_official_grading_refuses(command: str, tmp_path: Path) -> None:
    target = ANSWERS / "right" / "add_layer.py" if command == "judge" else "residual"
    done = autograder(command, target, PATH=str(tmp_path))  # no bwrap here
    assert done.returncode == 2 and not done.stdout
    assert "bwrap is not installed" in done.stderr and "apt install bubblewrap" in done.stderr


def test_grading_without_a_sandbox_is_the_callers_word(tmp_path: Path) -> None:
    answer = ANSWERS / "right" / "add_layer.py"
    words = ("judge", answer, "--question", "identity_block", "--sandbox=none", "--json")
    done = autograder(*words, PATH=str(tmp_path))
    assert done.returncode == 0 and lines_of(done)[0]["status"] == "passed"
    assert "Sandbox: none" in done.stderr


def test_help_teaches() -> None:
    for command in (cli, *cli.commands.values()):
        done = CliRunner().invoke(command, ["--help"])
        assert done.exit_code == 0 and len(done.output.splitlines()) > 5
    work = {"check", "watch", "submit", "status", "hint", "solution", "judge", "grade", "report", "export", "similar"}
    assert set(cli.commands) == work | {"collect", "release", "record", "spread", "verify", "doctor", "demo"}


def test_doctor_finds_everything() -> None:
    found = {line["name"]: line for line in lines_of(autograder("doctor", "--json"))}
    assert found["sandbox"]["status"] == "ok"
    assert found["assignment residual"]["status"] == "ok"
    assert not [name for name, line in found.items() if line["status"] == "missing"]
