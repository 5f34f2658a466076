"""What is too much for the process that judges earns nothing and is to be looked at; all others are graded as ever."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from autograder.cli.app import cli
from autograder.grading import judging_process, page_filters
from autograder.grading.graded import concluded, prepared
from autograder.grading.judging_process import JudgingProcess, JudgingProcesses, NotJudged, Stopped
from autograder.sandbox.engine import Engine
from autograder.schema.course import Course
from autograder.schema.job import JobResult
from support.classes import graded
from support.courses import submitted, within
from support.gradebooks import scores

# nbgrader adds a submission while SQLAlchemy flushes
pytestmark = pytest.mark.filterwarnings("ignore:Object of type:sqlalchemy.exc.SAWarning")
ID = "one_by_one"
TEXTS = [["code", f"x{number} = [{number}]\n" * 20] for number in range(30_000)]


@pytest.fixture
def processes() -> Iterator[JudgingProcesses]:
    found = JudgingProcesses()
    yield found
    found.close()


@pytest.mark.parametrize(
    ("limits", "said"),
    [({"SECONDS": 0.0}, "it took more than 0 seconds of computing"), ({"MIB": 1}, "it took more than 1 MiB|ended")],
    ids=["time", "memory"],
)
def test_limit_is_told_and_the_next_is_judged(
    processes: JudgingProcesses, monkeypatch: pytest.MonkeyPatch, limits: dict[str, float], said: str
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(judging_process, "MIB", limits.get("MIB", 3072))
        with pytest.raises(NotJudged, match=said):
            processes.first("page", cells=TEXTS, seconds=limits.get("SECONDS", 600.0))
    assert "<b>" in processes.first("page", cells=[["markdown", "<b>fine</b>"]])[0][2]


def test_who_stops_a_run_waits_for_nothing(processes: JudgingProcesses) -> None:
    asked = processes.ask("page", cells=TEXTS, seconds=600.0)
    signal.signal(signal.SIGALRM, lambda *_: processes.stop())
    signal.setitimer(signal.ITIMER_REAL, 0.2)
    with pytest.raises(Stopped):
        next(asked)
    assert processes.first("page", cells=[]) == []  # a test's own process goes on


def test_one_that_takes_long_keeps_nobody_waiting(processes: JudgingProcesses, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging_process, "PATIENCE_S", 0.1)
    first = processes._all[0]._process
    with ThreadPoolExecutor(1) as pool:
        first.send_signal(signal.SIGSTOP)
        slow = pool.submit(processes.first, "page", cells=[["markdown", "slow"]])
        while processes._free.qsize():
            time.sleep(0.01)
        assert "<b>" in processes.first("page", cells=[["markdown", "<b>quick</b>"]])[0][2]
        assert not slow.done()
        first.send_signal(signal.SIGCONT)
        assert "slow" in slow.result()[0][2]


def test_texts_of_a_large_class_are_kept_by_several_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_filters, "MOST_KEPT", 10)
    monkeypatch.setattr(page_filters, "_kept", {})

    def keep(student: int) -> str:
        page_filters.keep([("code", f"{student}.{at}", "shown") for at in range(300)])
        return page_filters.code(f"{student}.299")

    monkeypatch.setattr(page_filters, "load", lambda cells: None)  # what is gone is shown as it was written
    with ThreadPoolExecutor(8) as pool:
        assert all(text == "shown" or "299" in text for text in pool.map(keep, range(200)))
    assert len(page_filters._kept) == 10


@pytest.fixture
def ends(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str, signal.Signals, int], None]:
    """Have the process that judges end by a signal, when it is asked this and the question has these words in it."""

    def end(function: str, words: str, how: signal.Signals, times: int) -> None:
        usual, left = JudgingProcess.ask, [how] * times

        def ask(
            self: JudgingProcess, asked: str, arguments: dict[str, Any], payload: bytes, seconds: float
        ) -> Iterator[Any]:
            shown = b"".join(JobResult.decode(payload).outputs.values()).decode() if payload else ""
            if left and asked == function and words in json.dumps(arguments) + shown:
                os.kill(self._process.pid, left.pop())
            return usual(self, asked, arguments, payload, seconds)

        monkeypatch.setattr(JudgingProcess, "ask", ask)

    return end


def test_one_that_is_too_much_earns_nothing_and_the_others_all(
    counting_class: Path, engine: Engine, ends: Callable[..., None]
) -> None:
    usual, _ = graded(counting_class, ID, engine)
    hog, *others = sorted(usual)
    path = submitted(counting_class, hog, ID)
    path.write_text(path.read_text().replace("def conv_multiplications", "print('a hog')\\ndef conv_multiplications"))
    ends("judge", "a hog", signal.SIGXCPU, len(usual[hog].questions))
    rows, _ = graded(counting_class, ID, engine, regrade=True)
    assert [rows[it].points for it in others] == [usual[it].points for it in others]
    assert rows[hog].points == 0 and rows[hog].review and not any(rows[it].review for it in others)
    (found,) = set(map(json.dumps, rows[hog].questions.values()))
    assert json.loads(found) == {"status": "error", "points": 0.0, "mistakes": []}
    page = (counting_class / "autograded" / hog / ID / f"{ID}.ipynb").read_text()
    assert "could not be judged: it took more than 60 seconds of computing" in page
    again, _ = graded(counting_class, ID, engine)
    assert again[hog].seconds == rows[hog].seconds  # not run once more
    assert scores(f"sqlite:///{counting_class / 'gradebook.db'}", ID)[hog] == 0


def test_result_that_nobody_thought_of_stops_nothing(counting_class: Path) -> None:
    assignment = Course(counting_class).assignment(ID)
    work = prepared(assignment, next((counting_class / "submitted").glob(f"*/{ID}")))
    odd = JobResult("finished", {"no number": b"[]"}, {"conv_multiplications": b"{}"})  # type: ignore[dict-item]
    found = concluded(assignment, work, odd)
    assert found.points == 0 and found.review and len(found.verdicts) == len(assignment.questions)
    assert concluded(assignment, work, JobResult("finished")).verdicts  # and the next is judged


@pytest.mark.parametrize("function", ["read_submission", "judge"])
def test_process_that_somebody_else_ended_costs_nobody_a_point(
    counting_class: Path, engine: Engine, ends: Callable[..., None], function: str
) -> None:
    usual, _ = graded(counting_class, ID, engine)
    ends(function, ID, signal.SIGKILL, 1)
    rows, _ = graded(counting_class, ID, engine, regrade=True)
    assert {it: (row.points, row.review) for it, row in rows.items()} == {
        it: (row.points, row.review) for it, row in usual.items()
    }


def test_file_that_is_too_much_is_a_line_and_stops_nothing(
    counting_class: Path, ends: Callable[..., None], sandbox: str
) -> None:
    paths = sorted(str(it.parent) for it in (counting_class / "submitted").glob("*/*/*.ipynb"))
    ends("conclude_path", paths[0], signal.SIGXCPU, 1)
    with within(counting_class):
        done = CliRunner().invoke(cli, ["judge", "--json", f"--sandbox={sandbox}", *paths])
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    (hog,) = [line for line in lines if line["path"] == paths[0]]
    assert "could not be judged: it took more than" in hog["message"]
    assert {line["path"] for line in lines if line["points"]} == set(paths[1:])


def test_process_that_writes_the_gradebook_imports_no_keras() -> None:
    modules = "autograder.grading.grade_class, autograder.grading.nbgrader_plugin, autograder.cli.answer_files"
    code = f"import sys, {modules}; sys.exit('keras' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
