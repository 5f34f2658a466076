"""`autograder watch` in a real terminal: what a student saves and types, and what the screen then says."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from autograder.errors import BadSubmission, CourseError
from autograder.judging.judge import nothing
from autograder.schema.assignment import Assignment
from autograder.schema.published import known_assignments
from autograder.student.own_work import own_work
from autograder.student.progress import attempts
from autograder.student.snapshot import snapshot_of
from autograder.student.watch.open_file import editor_for, open_outside
from autograder.student.watch.rechecker import Checked
from autograder.student.watch.state import Board
from support.courses import ROOT
from support.notebooks import cell_of

needs_tmux = pytest.mark.skipif(not (os.environ.get("CI") or shutil.which("tmux")), reason="tmux is not installed")
PATIENCE_S = 150  # a machine that has much else to do
LIMIT_S = 8
ANSWERS = {
    "right": "return keras.layers.Conv2D(filters, 1, activation='relu')(x)",
    "linear": "return keras.layers.Conv2D(filters, 1)(x)",
    "endless": "while True: pass",
    "raises": "return keras.layers.Nothing(x)",
}


@pytest.fixture
def one_by_one() -> Assignment:
    return next(it for it in known_assignments() if it.id == "one_by_one")


def write(path: Path, answers: dict[str, str]) -> None:
    """The released notebook with some answers in it, saved as Jupyter does: beside it, then into its place."""
    notebook = json.loads((ROOT / "assignments/one_by_one/one_by_one.ipynb").read_text(encoding="utf-8"))
    for name, answer in answers.items():
        cell_of(notebook, name)["source"] = answer
    draft = path.with_name(f".~{path.name}")
    draft.write_text(json.dumps(notebook), encoding="utf-8")
    draft.replace(path)


def shrink(body: str) -> dict[str, str]:
    return {"shrink_channels": f"def shrink_channels(x, filters):\n    {ANSWERS[body]}\n"}


class Terminal:
    """tmux with one window, in which `autograder watch` follows a notebook."""

    def __init__(self, folder: Path) -> None:
        self.notebook = folder / "one_by_one.ipynb"
        self._socket = str(folder / "tmux")
        settings = f"-u COLUMNS -u LINES NO_COLOR=1 GOING_DEEPER_HOME={shlex.quote(str(folder / 'home'))}"
        watch = f"env {settings} {sys.executable} -m autograder watch --limit {LIMIT_S}"
        command = f"cd {shlex.quote(str(folder))} && {watch}; echo it ended with $?; exec sleep 1000"
        self.tmux("new-session", "-d", "-x", "100", "-y", "34", command)

    def tmux(self, *words: str) -> str:
        command = ["tmux", "-S", self._socket, "-f", os.devnull, *words]
        return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout

    def type(self, key: str) -> None:
        self.tmux("send-keys", key)

    def shows(self, *parts: str, without: str | None = None) -> str:
        """Wait until all of these are on the screen, and the other is not."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            screen = self.tmux("capture-pane", "-p", "-J")
            if all(part in screen for part in parts) and not (without and without in screen):
                return screen
            time.sleep(0.2)
        raise AssertionError(f"{parts} did not come, without {without}:\n{screen}")


@pytest.fixture(scope="module")
def terminal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    folder = tmp_path_factory.mktemp("watch")
    write(folder / "one_by_one.ipynb", {})
    opened = Terminal(folder)
    opened.shows("conv1x1: not answered", "0 of 8 questions solved", "Waiting for you to save")
    yield opened
    opened.tmux("kill-server")


@needs_tmux
@pytest.mark.slow
@pytest.mark.timeout(PATIENCE_S * 4)
class TestInATerminal:
    def test_save_of_a_wrong_answer_names_the_mistake_and_a_right_one_moves_on(self, terminal: Terminal) -> None:
        write(terminal.notebook, shrink("linear"))
        screen = terminal.shows("What went wrong: There is no ReLU", "✗ failed")
        assert "shrink_channels: 6 of 10 points" in screen and "✗ Not right yet  shrink_channels" in screen
        write(terminal.notebook, shrink("right"))
        screen = terminal.shows("✓ shrink_channels is solved: 10 of 10 points.", "1 of 8 questions solved, 10 of 90")
        assert "conv_multiplications: not answered" in screen and "1 of 35 questions solved" in screen

    def test_keys(self, terminal: Terminal) -> None:
        write(terminal.notebook, shrink("linear"))
        terminal.shows("shrink_channels: 6 of 10", "Waiting for you")
        for level in (1, 2, 3, 1):
            terminal.type("h")
            terminal.shows(f"Hint {level} of 3:")
        terminal.type("Up")
        terminal.type("n")
        terminal.shows("conv_multiplications: not answered", without="Hint")

    def test_broken_notebook_is_waited_for(self, terminal: Terminal) -> None:
        write(terminal.notebook, shrink("linear"))
        terminal.shows("✗ Not right yet  shrink_channels", "Waiting for you")
        whole = terminal.notebook.read_text(encoding="utf-8")
        terminal.notebook.write_text(whole[:2000], encoding="utf-8")
        screen = terminal.shows("one_by_one.ipynb is not a complete notebook")
        assert "✗ Not right yet  shrink_channels" in screen
        terminal.notebook.unlink()
        terminal.shows("one_by_one.ipynb is not there.")
        write(terminal.notebook, shrink("raises"))
        terminal.shows("shrink_channels: 0 of 10", "AttributeError", without="Waiting for the next save")

    def test_endless_loop_is_stopped_and_said(self, terminal: Terminal) -> None:
        write(terminal.notebook, shrink("endless"))
        terminal.shows(f"took more than {LIMIT_S} seconds", "Is there a loop that does not end?")
        assert f"--limit {2 * LIMIT_S}" in terminal.shows("Waiting for you")

    def test_save_during_an_endless_loop_is_looked_at(self, terminal: Terminal) -> None:
        write(terminal.notebook, shrink("linear"))
        terminal.shows("shrink_channels: 6 of 10", "Waiting for you")
        write(terminal.notebook, shrink("endless"))
        terminal.shows("Checking …")
        write(terminal.notebook, shrink("right"))
        terminal.shows("✓ shrink_channels is solved")

    def test_small_window_keeps_the_question_and_the_keys_and_has_no_colour(self, terminal: Terminal) -> None:
        write(terminal.notebook, shrink("linear"))
        terminal.shows("shrink_channels: 6 of 10", "Waiting for you")
        terminal.tmux("resize-window", "-x", "50", "-y", "10")
        screen = terminal.shows("shrink_channels: 6 of 10", "q quit", "a taller window shows it", "course")
        assert len(screen.rstrip("\n").splitlines()) <= 10
        assert not re.search(r"\x1b\[[0-9;]*3[0-7]m", terminal.tmux("capture-pane", "-p", "-e"))
        terminal.tmux("resize-window", "-x", "100", "-y", "34")
        terminal.shows("This assignment", "Not answered", without="taller")

    def test_q_gives_the_terminal_back(self, terminal: Terminal) -> None:
        terminal.type("q")
        screen = terminal.shows("it ended with 0")
        assert "of 8 questions solved." in screen and "q quit" not in screen
        pane = terminal.tmux("display-message", "-p", "#{pane_pid}").strip()
        assert psutil.Process(int(pane)).children() == []


def test_python_file_opens_in_the_chosen_editor_and_a_notebook_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "nano")
    assert editor_for(Path("/a/answers.py")) == ["nano", "/a/answers.py"]
    monkeypatch.setenv("VISUAL", "code --wait")
    assert editor_for(Path("/a/answers.py")) == ["code", "--wait", "/a/answers.py"]
    assert editor_for(Path("/a/residual.ipynb")) is None


def test_notebook_opens_in_the_jupyter_that_reaches_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    servers = [
        {"root_dir": str(tmp_path / "elsewhere"), "url": "http://localhost:1/", "token": ""},
        {"root_dir": str(tmp_path), "url": "http://localhost:2/", "token": "a b"},
    ]
    monkeypatch.setattr("jupyter_server.serverapp.list_running_servers", lambda: servers)
    monkeypatch.setenv("BROWSER", "lynx")  # it would take the terminal, so the address is said instead
    said = open_outside(tmp_path / "my work" / "residual.ipynb")
    assert said.endswith("http://localhost:2/lab/tree/my%20work/residual.ipynb?token=a+b")


def test_without_a_terminal_it_says_what_to_use(tmp_path: Path) -> None:
    write(tmp_path / "one_by_one.ipynb", {})
    command = [sys.executable, "-m", "autograder", "watch"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2 and not done.stdout
    assert "needs a terminal" in done.stderr and "autograder check" in done.stderr


def test_work_is_found_by_its_assignment_its_file_and_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in (None, "one_by_one", "mine.ipynb"):
        with pytest.raises(CourseError, match="There is no"):
            own_work(name)
    for folder in ("inception", "assignments/one_by_one"):
        (tmp_path / folder).mkdir(parents=True)
        path = tmp_path / folder / f"{Path(folder).name}.ipynb"
        shutil.copy(ROOT / "assignments" / path.stem / path.name, path)
    assert own_work(None).path == tmp_path / "assignments/one_by_one/one_by_one.ipynb"  # the first of the course
    assert own_work("inception").path == tmp_path / "inception/inception.ipynb"
    shutil.copy(tmp_path / "inception/inception.ipynb", tmp_path / "mine.ipynb")
    assert own_work("mine.ipynb").assignment.id == "inception"
    (tmp_path / "answers.py").write_text("def identity_block(x, filters):\n    return x\n")
    assert own_work("answers.py").assignment.id == "residual"
    (tmp_path / "other.py").write_text("x = 1\n")
    with pytest.raises(CourseError, match="none of the course's questions"):
        own_work("other.py")
    with pytest.raises(CourseError, match="no assignment 'twelve'"):
        own_work("twelve")
    monkeypatch.chdir(tmp_path / "inception")
    assert own_work(None).assignment.id == "inception"


def test_what_runs_before_a_question_decides_whether_it_is_checked_again(
    tmp_path: Path, one_by_one: Assignment
) -> None:
    path = tmp_path / "one_by_one.ipynb"
    write(path, {})
    before = snapshot_of(path, one_by_one)
    write(path, shrink("right"))
    after = snapshot_of(path, one_by_one)
    changed = {name for name in before.digests if before.digests[name] != after.digests[name]}
    assert changed == {question.name for question in one_by_one.questions[1:]}
    assert [name for name in before.answers if before.answers[name] != after.answers[name]] == ["shrink_channels"]
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown" or "experiment" in cell["metadata"].get("tags", ()):
            cell["source"] = "changed"
        cell["outputs"] = [{}]
    path.write_text(json.dumps(notebook), encoding="utf-8")
    assert snapshot_of(path, one_by_one) == after


def test_verdict_on_what_is_no_longer_there_is_not_shown(
    tmp_path: Path, one_by_one: Assignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOING_DEEPER_HOME", str(tmp_path / "home"))
    path, question = tmp_path / "one_by_one.ipynb", one_by_one.question("shrink_channels")
    board = Board(one_by_one, [one_by_one])
    write(path, {})
    unanswered = board.saved(snapshot_of(path, one_by_one))
    names = [it.name for it in one_by_one.questions]
    assert unanswered and unanswered.first == ("conv1x1",) and unanswered.others == tuple(names[1:])
    stub = {it.name: nothing(it, "not attempted", "Not answered yet.") for it in one_by_one.questions}
    board.checked(Checked(unanswered, stub))
    assert not board.waiting and attempts() == {}
    write(path, shrink("endless"))
    look = board.saved(snapshot_of(path, one_by_one))
    assert look and look.first == ("shrink_channels",) and board.shown == question and board.waiting
    write(path, {})  # taken back before there was a verdict
    assert board.saved(snapshot_of(path, one_by_one)) is None and not board.waiting
    late = nothing(question, "timeout", "Calling it took more than 10 seconds.")
    board.checked(Checked(look, {question.name: late}))
    assert board.verdicts[question.name].status == "not attempted"
    write(path, shrink("endless"))
    look = board.saved(snapshot_of(path, one_by_one))
    board.checked(Checked(look, {question.name: late}))
    assert board.verdicts[question.name] == late and attempts()[question.name].count == 1


def test_answers_file_may_stand_for_the_notebook(tmp_path: Path, one_by_one: Assignment) -> None:
    path = tmp_path / "answers.py"
    path.write_text("import keras\n\n\ndef fire(x, squeeze, expand):\n    return x\n")
    found = snapshot_of(path, one_by_one)
    assert found.job.script and found.answers["fire"].startswith("def fire") and not found.answers["mlpconv"]
    assert [cell.question for cell in found.asking({"fire"}).cells] == ["", "fire"]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"cells": [{}]}', '{"cells": [1]}', "\x00"])
def test_half_a_notebook_is_none(tmp_path: Path, one_by_one: Assignment, content: str) -> None:
    path = tmp_path / "one_by_one.ipynb"
    path.write_text(content)
    with pytest.raises(BadSubmission, match=r"not a (complete )?notebook|malformed|no cells"):
        snapshot_of(path, one_by_one)
