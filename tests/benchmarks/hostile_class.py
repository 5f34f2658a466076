"""What six hostile submissions cost a class of 24: seconds, memory, and whether anybody else's grade moves.

    uv run python tests/benchmarks/hostile_class.py --students 24

The class is graded as it is, then once more with six notebooks that were made to take the grader's time or memory: in
reading, judging and rendering. Grades are those of `autograder grade --json`.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import nbformat
import psutil
from class_benchmark import ID, ROOT, hand_in

from autograder.schema.cells import grade_id
from autograder.schema.course import Course

PARTS = """
from keras import layers, ops
def identity_block(x, filters):
    y = layers.Conv2D(600, 1)(x)
    for _ in range(600):
        y = layers.ReLU()(y)
    y = ops.concatenate([y[..., at : at + 1] for at in range(600)][::-1], axis=-1)
    return x + ops.mean(y, axis=-1, keepdims=True)
"""
RANKS = """
import keras
from keras import layers, ops
def resnet(depth=50, input_shape=(224, 224, 3), classes=1000):
    x, bomb = keras.Input(input_shape), keras.Input((None,) * 9)
    y = layers.Dense(classes, activation="softmax")(layers.GlobalAveragePooling2D()(x))
    return keras.Model([x, bomb], y + 0.0 * ops.reshape(ops.max(bomb), (1, 1)))
"""
WIDE = """
from keras import layers
def projection_block(x, filters, stride=2):
    y = layers.Dense(1_400_000)(layers.GlobalAveragePooling2D()(x))
    return layers.Conv2D(filters, 1, strides=stride)(x) + y[:, None, None, :filters]
"""
CODE = {
    "parts": {"identity_block": PARTS},
    "ranks": {"resnet": RANKS},
    "wide": {"projection_block": WIDE},
    "fields": {"identity_block": 'text = f"' + "{1}" * 300_000 + '"\n'},
}


def hostile(submitted: Path) -> list[str]:
    """Six submissions, each with what the honest ones have but for this."""
    release = nbformat.read(Course(ROOT).release(ID), as_version=4)
    for name, answers in CODE.items():
        notebook = nbformat.from_dict(release)
        for cell in notebook.cells:
            cell.source = answers.get(grade_id(cell), cell.source)
        _write(json.dumps(notebook), submitted / name)
        release = nbformat.read(Course(ROOT).release(ID), as_version=4)
    release.cells += [nbformat.v4.new_code_cell("a" + ".b" * 3900) for _ in range(20)]
    _write(json.dumps(release), submitted / "dots")
    deep = json.dumps(nbformat.read(Course(ROOT).release(ID), as_version=4))
    _write(
        deep.replace('"metadata": {', '"metadata": {"x": [' + "[],[[]]," * 2_000_000 + "0], ", 1), submitted / "deep"
    )
    return [*CODE, "dots", "deep"]


def _write(text: str, folder: Path) -> None:
    (folder / ID).mkdir(parents=True)
    (folder / ID / f"{ID}.ipynb").write_text(text)


def graded(folder: Path) -> tuple[dict[str, float], float, float]:
    """Points by student, seconds, and the largest memory in MiB of the grader and what it started, jobs apart."""
    started, largest = time.perf_counter(), 0.0
    command = [sys.executable, "-m", "autograder", "grade", ID, "--json"]
    run = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    done = threading.Event()

    def watch() -> None:
        nonlocal largest
        grader = psutil.Process(run.pid)
        while not done.wait(0.25):
            try:
                ours = [it for it in (grader, *grader.children()) if "fork_server" not in " ".join(it.cmdline())]
                largest = max(largest, sum(it.memory_info().rss for it in ours) / 2**20)
            except psutil.Error:
                continue

    thread = threading.Thread(target=watch)
    thread.start()
    rows = [json.loads(line) for line in run.communicate()[0].splitlines()]
    done.set()
    thread.join()
    return {row["student"]: row["points"] for row in rows}, time.perf_counter() - started, largest


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--students", type=int, default=24)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        found = {}
        for case in ("as it is", "with six more"):
            folder = Path(scratch, case.replace(" ", "_"))
            for part in ("solutions", "assignments", "data"):
                shutil.copytree(ROOT / part, folder / part)
            shutil.copy(ROOT / "nbgrader_config.py", folder)
            hand_in(options.students, folder / "submitted")
            six = hostile(folder / "submitted") if case != "as it is" else []
            points, seconds, largest = graded(folder)
            found[case] = {name: points[name] for name in points if name not in six}, seconds
            print(f"{case}: {len(points)} graded in {seconds:.0f} s, the grader held {largest:,.0f} MiB")
            print("  " + ", ".join(f"{name} {points.get(name)}" for name in six))
        (before, short), (after, long) = found.values()
        moved = [name for name in before if before[name] != after.get(name)]
        print(f"grades of others that moved: {len(moved)} of {len(before)}; {long / short:.2f} times the seconds")


if __name__ == "__main__":
    main()
