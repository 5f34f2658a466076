"""Measures how far rounding moves the numbers of the recorded solutions: what `judging.tolerances` is derived from.

Each network is run in float32 on this process' device and, in a process of its own, in float64 on the processor: the
yardstick. Differences are measured as the judge measures them, relative to the outputs' spread over the batch. The
command `autograder spread` calls it.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from autograder.errors import BadEvidence, CourseError
from autograder.instructor.authoring.reference_files import provenance
from autograder.judging.answers import Answer, Examination, GraphAnswer, graph_answer
from autograder.judging.closeness import difference, relative
from autograder.judging.reference import PUBLIC_SEED, OfficialReference, official_reference, public_assignments
from autograder.judging.tolerances import NETWORKS
from autograder.mistakes.making import cases_with_mistakes, known_mistakes
from autograder.networks.devices import compute_in_float64
from autograder.networks.run import Run
from autograder.schema.assignment import Assignment, Case, Question
from autograder.schema.course import Course
from autograder.startup import NO_GPU, load_keras

SEEDS = ("spread 1", "spread 2", "spread 3")
SAME_OUTPUTS = {"frozen"}  # mistakes that compute what the solution does: they lose by parameter counts


def measure_spread(course: Course) -> dict[str, Any]:
    """Measure this device and backend against the yardstick, over all assignments and `SEEDS`.

    Returns:
        Where it was measured, and by kind of question the widest distance and the network that it was seen in.

    Raises:
        CourseError: The yardstick could not be computed.
    """
    widest: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory(prefix="autograder-spread-") as folder:
        path = Path(folder) / "yardstick.npz"
        environment = os.environ | NO_GPU | {"JAX_ENABLE_X64": "1"}
        command = [sys.executable, "-m", "autograder.instructor.authoring.rounding", str(course.root), str(path)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise CourseError(f"Nothing could be computed in float64: {done.stderr.strip().splitlines()[-1]}")
        with np.load(path) as yardstick:
            for name, kind, run in _runs(course):
                right = _unpacked(name, yardstick)
                distance = max(difference(run, right), relative(run.statistics[None], right.statistics[None]))
                if distance > widest.get(kind, {"distance": -1.0})["distance"]:
                    widest[kind] = {"distance": distance, "where": name}
    return {**provenance(), "seeds": len(SEEDS), "widest": widest}


def keep_spread(course: Course, measured: dict[str, Any]) -> None:
    """Keep what `measure_spread` found, in the place of what was found on that device and backend before."""
    kept = read_spread(course)
    others = [it for it in kept["measured"] if _computer(it) != _computer(measured)]
    kept["measured"] = sorted([*others, measured], key=_computer)
    _write(course, kept)


def keep_nearest(course: Course) -> None:
    """Find the nearest mistakes of all questions anew and keep them; see `nearest_mistakes`."""
    kept = read_spread(course)
    kept["nearest"] = {
        where: {"kind": kind, "distance": distance, "mistake": mistake}
        for assignment in course.assignments()
        for where, kind, distance, mistake in nearest_mistakes(assignment)
    }
    _write(course, kept)


def read_spread(course: Course) -> dict[str, Any]:
    """What was measured: "measured", a list of what `measure_spread` returned, and "nearest", by question and case."""
    path = course.data / "spread.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"measured": [], "nearest": {}}


def spread_tables(kept: dict[str, Any]) -> str:
    """What was measured, as Markdown: a row per device and kind of question, and one per question."""
    lines = [
        "# Rounding and mistakes",
        "",
        "Written by `autograder spread`. Differences are relative to the outputs' spread over the batch. Float32 is",
        f"compared with float64 on the processor, over all cases of all assignments, {len(SEEDS)} seeds, in inference",
        "and training.",
        "",
        "| device | backend | date | question | rounding, at most | limit, one device | limit, recorded | seen in |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for it in kept["measured"]:
        computer = f"{it['device']} | {it['backend']} {it[it['backend']]} | {it['date']}"
        for kind, widest in sorted(it["widest"].items()):
            limit = NETWORKS[kind]
            limits = f"{limit.together:.0e} | {limit.recorded:.0e}"
            lines.append(f"| {computer} | {kind} | {widest['distance']:.1e} | {limits} | {widest['where']} |")
    lines += [
        "",
        "The known mistake whose numbers are nearest to the solution's, and how many times the wider limit that is:",
        "",
        "| question and case | kind | mistake | difference | limits |",
        "|---|---|---|---|---|",
    ]
    for where, it in sorted(kept["nearest"].items(), key=lambda item: item[1]["distance"]):
        times = it["distance"] / NETWORKS[it["kind"]].recorded
        lines.append(f"| {where} | {it['kind']} | {it['mistake']} | {it['distance']:.1e} | {times:.0f} |")
    return "\n".join(lines) + "\n"


def _computer(measured: dict[str, Any]) -> tuple[str, str]:
    return measured["device"], measured["backend"]


def _write(course: Course, kept: dict[str, Any]) -> None:
    (course.data / "spread.json").write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    (course.data / "spread.md").write_text(spread_tables(kept), encoding="utf-8")


def distances_to_recorded(assignment: Assignment) -> Iterator[tuple[str, str, float]]:
    """How far an assignment's recorded public numbers are from what the same networks compute here.

    Yields:
        Question and case, kind of question, distance.
    """
    official = official_reference(assignment, PUBLIC_SEED)
    public = public_assignments()[assignment.id][1]
    for question, case in _compared(assignment):
        if case.public and question.kind in ("block", "network"):
            for here, there in zip(official.answers(question, case), public.answers(question, case), strict=True):
                yield f"{question.name}/{case.name}", question.kind, _distance(here, there, small=False)


def nearest_mistakes(assignment: Assignment) -> Iterator[tuple[str, str, float, str]]:
    """The known mistake that computes what is nearest to the solution, for each question.

    Mistakes that are known by how they are built alone are left out, and those that change shapes.

    Yields:
        Question and case, kind of question, distance, name of the mistake.
    """
    reference = official_reference(assignment, PUBLIC_SEED)
    for question in assignment.questions:
        found: list[tuple[float, str, str]] = []
        for case in cases_with_mistakes(question):
            found += _distances_of_mistakes(question, case, reference)
        if found:
            distance, where, mistake = min(found)
            yield where, question.kind, distance, mistake


def _distances_of_mistakes(
    question: Question, case: Case, reference: OfficialReference
) -> Iterator[tuple[float, str, str]]:
    right = [it for it in reference.answers(question, case) if isinstance(it, GraphAnswer)]
    for mutant, known in known_mistakes(question, case, reference.evidence[question.name]) if right else ():
        mine = graph_answer(mutant.graph, PUBLIC_SEED, case)
        if known.traits is None or known.mistake in SAME_OUTPUTS or mine.size().shapes != right[0].size().shapes:
            continue
        try:
            nearest = min(_distance(mine, it, small=mine.shrinks() and it.shrinks()) for it in right)
        except BadEvidence:  # it can be built, but not be run
            continue
        yield nearest, f"{question.name}/{case.name}", known.mistake


def _distance(mine: Answer, right: Answer, small: bool) -> float:
    """The largest difference that a criterion could see between two networks of the same shapes."""
    pairs = [(mine.run(mode, small), right.run(mode, small)) for mode in (False, True)]
    statistics = relative(pairs[1][0].statistics[None], pairs[1][1].statistics[None])
    return max(*(difference(*pair) for pair in pairs), statistics)


def _compared(assignment: Assignment) -> Iterator[tuple[Question, Case]]:
    for question in assignment.questions:
        for case in question.cases:
            if question.kind in NETWORKS and case.behaviour and not case.raises:
                yield question, case


def _runs(course: Course) -> Iterator[tuple[str, str, Run]]:
    """Every run that official judging makes of a solution: its name, the kind of question, what came out."""
    for assignment in course.assignments():
        for seed in SEEDS:
            reference = official_reference(assignment, seed)
            for question, case in _compared(assignment):
                for number, answer in enumerate(reference.answers(question, case)):
                    network = answer.network if isinstance(answer, Examination) else answer
                    for mode in (False, True):
                        name = f"{question.name}/{case.name}, {'training' if mode else 'inference'}"
                        run = network.run(mode, network.shrinks())
                        yield f"{name}, answer {number + 1}, {seed}", question.kind, run


def _unpacked(name: str, arrays: Any) -> Run:
    return Run(arrays[f"{name}/outputs"], arrays[f"{name}/statistics"], arrays.get(f"{name}/probabilities"))


def _write_yardstick(course: Course, path: str) -> None:
    arrays: dict[str, np.ndarray] = {}
    for name, _, run in _runs(course):
        arrays |= {f"{name}/outputs": run.outputs, f"{name}/statistics": run.statistics}
        if run.probabilities is not None:
            arrays[f"{name}/probabilities"] = run.probabilities
    np.savez(path, **arrays)  # type: ignore[arg-type]


if __name__ == "__main__":
    load_keras()
    compute_in_float64()
    _write_yardstick(Course(Path(sys.argv[1])), sys.argv[2])
