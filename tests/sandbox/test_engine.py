"""What a submission does to its process stays there: the engine always comes back, with what was finished."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.errors import CourseError
from autograder.sandbox.bubblewrap import Sandbox
from autograder.sandbox.engine import Engine, LocalEngine
from autograder.schema.assignment import Assignment, Limits
from autograder.schema.evidence import Built, Raised, Refused, decode
from autograder.schema.job import Cell, Job, JobResult

BLOCK = "import keras\ndef identity_block(x, filters):\n    return keras.layers.ReLU()(x)\n"
LIMITS = Limits(cell_s=2, wall_s=8, output_kib=64, evidence_kib=512)


@pytest.fixture
def run(engine: Engine, residual: Assignment):
    question = residual.question("identity_block")

    def run(*sources: str, limits: Limits = LIMITS) -> JobResult:
        cells = [Cell("", source) for source in sources]
        return engine.run(Job((*cells, Cell("check", "", question.name)), (question,), limits))

    return run


def text_of(result: JobResult) -> str:
    return "".join(str(output) for outputs in result.outputs.values() for output in outputs)


def test_evidence_comes_back(run) -> None:
    result = run(BLOCK)
    assert result.ending == "finished"
    assert isinstance(decode(result.evidence["identity_block"]).observations["printed"], Built)


ENDS = {
    "exits at once": ("import os; os._exit(0)", "crashed"),
    "kills itself": ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "crashed"),
    "crashes": ("import ctypes; ctypes.string_at(0)", "crashed"),
    "ignores the alarm": (
        "import signal, time; signal.signal(signal.SIGALRM, signal.SIG_IGN); time.sleep(60)",
        "timeout",
    ),
}


@pytest.mark.parametrize(("source", "ending"), ENDS.values(), ids=ENDS)
def test_process_that_ends_early_is_reported(run, source: str, ending: str) -> None:
    started = time.monotonic()
    result = run(source, BLOCK)
    assert (result.ending, result.evidence) == (ending, {})
    assert time.monotonic() - started < LIMITS.wall_s + 5
    assert run(BLOCK).ending == "finished"


STOPPED = {
    "loops": "while True: pass",
    "sleeps": "import time; time.sleep(60)",
    "loops and catches": "while True:\n    try:\n        while True: pass\n    except Exception: pass",
    "blocks every signal": "import signal\nsignal.pthread_sigmask(signal.SIG_BLOCK, range(1, 32))\nwhile True: pass",
    "waits for input": "input('your name? ')",
    "exits politely": "import sys; sys.exit(3)",
    "raises": "1 / 0",
    "does not parse": "def f(:",
}


@pytest.mark.parametrize("source", STOPPED.values(), ids=STOPPED)
def test_cell_that_fails_does_not_stop_the_next(run, source: str) -> None:
    result = run(source, BLOCK)
    assert result.ending == "finished"
    assert "identity_block" in result.evidence


# An interrupt in `__del__` is printed only.
LOST = "import time\nclass Slow:\n    def __del__(self):\n        time.sleep(3)\n"
LATE = {
    "loops": "def identity_block(x, filters):\n    while True: pass",
    "loops after a lost interrupt": f"{LOST}def identity_block(x, filters):\n    Slow()\n    while True: pass",
    "answers after a lost interrupt": f"{LOST}def identity_block(x, filters):\n    Slow()\n    return x",
    "raises the interrupt itself": "def identity_block(x, filters):\n"
    "    raise next(it for it in KeyboardInterrupt.__subclasses__() if it.__name__ == 'CellTimeout')",
    "answers with the interrupt": "def identity_block(x, filters):\n"
    "    try:\n        while True: pass\n    except BaseException:\n        return x",
}


@pytest.mark.parametrize("source", LATE.values(), ids=LATE)
def test_answer_that_takes_too_long_is_a_timeout_and_no_other_answer_pays_for_it(run, source: str) -> None:
    result = run(source, limits=replace(LIMITS, wall_s=20))
    assert result.ending == "finished"
    assert result.missing["identity_block"].status == "timeout"


LATE_FOR_12_FILTERS = {
    "loops": "while True: pass",
    "sleeps": "import time; time.sleep(60)",
    "answers with the interrupt": "try:\n            while True: pass\n        except BaseException: pass",
}


@pytest.mark.parametrize("code", LATE_FOR_12_FILTERS.values(), ids=LATE_FOR_12_FILTERS)
def test_what_was_answered_before_a_call_took_too_long_counts(run, residual: Assignment, code: str) -> None:
    cases = residual.question("identity_block").cases
    other = next(case for case in cases if case.args != cases[0].args)
    late = f"def identity_block(x, filters):\n    if filters == {other.args['filters']}:\n        {code}\n    return x"
    seen = decode(run(late, limits=replace(LIMITS, wall_s=20)).evidence["identity_block"]).observations
    assert list(seen) == [case.name for case in cases]
    assert isinstance(seen["printed"], Built)
    assert seen[other.name] == Refused("All its calls together took more than 2 seconds.")


def test_answer_that_exits_is_an_observation(run) -> None:
    result = run("import sys\ndef identity_block(x, filters):\n    sys.exit()")
    seen = decode(result.evidence["identity_block"]).observations["printed"]
    assert isinstance(seen, Raised) and seen.type == "SystemExit"


def test_job_may_hold_so_much_memory_and_no_more(run) -> None:
    small = Limits(cell_s=5, wall_s=15, memory_mib=500)
    alone = "import numpy as np\ntry:\n    np.ones(2**28)\nexcept MemoryError:\n    print('no', 'more')"
    assert "no more" in text_of(run(alone, BLOCK, limits=small))
    family = (
        "import os, time\nfor _ in range(6):\n    if not os.fork():\n"
        "        held = b'x' * (200 * 2**20)\n        time.sleep(30)\ntime.sleep(30)"
    )
    assert run(BLOCK, family, limits=small).ending == "memory"
    assert run(BLOCK, limits=small).ending == "finished"


def test_files_of_the_job_lie_in_its_home_and_go_with_it(run, engine: Engine) -> None:
    look = "import pathlib; print([path.name for path in pathlib.Path('.').glob('*.h5')])"
    job = Job((Cell("", look), Cell("", "open('weights.h5', 'rb').read()")), (), LIMITS, files={"weights.h5": b"w\0"})
    result = engine.run(job)
    assert "['weights.h5']" in text_of(result)
    assert result.outputs[1][0]["data"]["text/plain"] == r"b'w\x00'"
    assert "[]" in text_of(run(look))
    assert not Path("weights.h5").exists()


@pytest.mark.slow
def test_jobs_of_a_warm_process_that_dies_are_run_once_more(sandbox: Sandbox) -> None:
    with LocalEngine(sandbox) as engine, ThreadPoolExecutor(1) as pool:
        engine.run(Job((Cell("", "1"),), (), LIMITS))
        slow = pool.submit(engine.run, Job((Cell("", "import time; time.sleep(1.5); print('done')"),), (), LIMITS))
        time.sleep(0.7)
        engine._warm._kill()
        assert slow.result().ending == "finished" and "done" in text_of(slow.result())


@pytest.mark.slow
def test_changed_packages_start_a_new_warm_process(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    with LocalEngine(sandbox) as engine:
        before = engine._warm
        monkeypatch.setattr("autograder.sandbox.engine._stamp", lambda: "other")
        assert engine.run(Job((Cell("", "1"),), (), LIMITS)).ending == "finished"
        assert engine._warm is not before and not before.alive()


def test_without_a_sandbox_nothing_runs_unless_the_owner_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CourseError, match=r"bwrap is not installed.*apt install bubblewrap.*--sandbox=none"):
        LocalEngine()
    with LocalEngine("none") as engine:
        assert engine.sandbox == "none"


LOOK = """
import os, pathlib, resource
print(pathlib.Path("PLACE").exists(), os.environ.get("CUDA_VISIBLE_DEVICES"))
print(resource.getrlimit(resource.RLIMIT_AS)[0] == resource.RLIM_INFINITY)
"""
ALWAYS = {"null", "zero", "full", "random", "urandom", "tty", "pts", "ptmx", "shm", "console"}  # bubblewrap's own


@pytest.mark.slow
def test_a_gpu_is_passed_through_only_if_asked_for(
    engine: Engine, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = [it for it in sorted(Path("/dev").iterdir()) if it.name not in ALWAYS and not it.is_symlink()]
    device = others[0]  # in the place of a GPU's
    job = Job((Cell("", LOOK.replace("PLACE", str(device))),), (), LIMITS)
    said = text_of(engine.run(job))
    assert "True -1" in said if sandbox == "none" else "False -1\\nFalse" in said
    for module in ("engine", "warm_process"):
        monkeypatch.setattr(f"autograder.sandbox.{module}.gpu_devices", lambda: [device])
    with LocalEngine(sandbox, gpu=True) as asked:
        said = text_of(asked.run(job))
    assert "True None" in said if sandbox == "none" else "True None\\nTrue" in said


def test_a_gpu_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("autograder.sandbox.engine.gpu_devices", list)
    with pytest.raises(CourseError, match="can't be given a GPU here"):
        LocalEngine("none", gpu=True)


def test_output_is_capped(run) -> None:
    result = run("for i in range(100_000): print('x' * 100)", BLOCK)
    assert result.ending == "finished"
    assert len(text_of(result)) < 3 * LIMITS.output_kib * 1024


def test_evidence_is_capped(run) -> None:
    source = "import keras\ndef identity_block(x, filters):\n    raise ValueError('x' * 10_000_000)"
    assert run(source).ending == "finished"  # messages are shortened where they arise
    chain = (
        "import keras\ndef identity_block(x, filters):\n    for _ in range(1000): x = keras.ops.sin(x)\n    return x"
    )
    assert run(chain, limits=Limits(evidence_kib=16, output_kib=16)).ending == "flooded"


def test_cells_run_as_in_jupyter(run) -> None:
    result = run(
        "print('before'); 6 * 7",
        "%time None",
        "import asyncio; await asyncio.sleep(0); 'awaited'",
        "from IPython.display import HTML; HTML('<script>alert(1)</script>')",
        "import matplotlib.pyplot as plt; plt.plot([1, 2]); plt.show()",
        "!echo out of the shell",
    )
    shown = [result.outputs[index] for index in range(6)]
    assert "out of the shell" in shown[5][0]["text"]
    assert [output["output_type"] for output in shown[0]] == ["stream", "execute_result"]
    assert shown[0][1]["data"] == {"text/plain": "42"}
    assert "Wall time" in shown[1][0]["text"]
    assert shown[2][0]["data"]["text/plain"] == "'awaited'"
    assert "script" not in str(shown[3])
    assert any("image/png" in output.get("data", {}) for output in shown[4])


def test_jobs_side_by_side_do_not_see_each_other(engine: Engine, residual: Assignment) -> None:
    question = residual.question("identity_block")
    mark = "import builtins, os\nprint(getattr(builtins, 'left', 'clean'), os.environ.get('LEFT', 'clean'))\n"
    leave = "builtins.left = 'dirty'; os.environ['LEFT'] = 'dirty'"
    jobs = [(number, Job((Cell("", mark + leave),), (question,), LIMITS)) for number in range(6)]
    results = dict(engine.run_all(jobs, parallel=3))
    assert sorted(results) == list(range(6))
    assert {text_of(result).count("clean clean") for result in results.values()} == {1}
