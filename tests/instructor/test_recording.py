"""A declaration that changed in words alone is recorded without running anything."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.errors import CourseError
from autograder.instructor.authoring import record
from autograder.instructor.authoring.record import solution_of
from autograder.instructor.authoring.reference_files import refresh
from autograder.judging.reference import official_record, official_reference
from autograder.reading.submission import job_of
from autograder.schema.assignment import Assignment
from autograder.schema.course import Course
from autograder.schema.published import public_part
from support.courses import ROOT


def test_refreshed_declaration_is_what_recording_would_write(residual: Assignment, tmp_path: Path) -> None:
    (tmp_path / "solutions").symlink_to(ROOT / "solutions")
    shutil.copytree(ROOT / "data" / "reference", tmp_path / "data" / "reference")
    path = tmp_path / "data" / "reference" / "public" / "residual.json"
    recorded = path.read_bytes()
    outdated = json.loads(recorded)
    outdated["assignment"]["question"][0] |= {"title": "Another title", "hints": ["Another hint."]}
    path.write_text(json.dumps(outdated), encoding="utf-8")
    assert refresh(Course(tmp_path).assignment("residual")) == path
    assert path.read_bytes() == recorded
    shown = public_part(residual)["question"]
    assert all(len(it["hints"]) == 3 and "mistakes" not in it for it in shown)


# What stands in the official file, and what seeds the cases that students do not see.
SEEDS = {
    "drawn": ({"value_seed": 7}, 7),
    "drawn otherwise": ({"value_seed": 2**64 - 1}, 2**64 - 1),
    "old": ({}, 20151210),
}


@pytest.mark.parametrize(("stands", "seed"), SEEDS.values(), ids=SEEDS)
def test_arrays_of_hidden_cases_are_drawn_as_recorded(tmp_path: Path, stands: dict[str, int], seed: int) -> None:
    (tmp_path / "solutions").symlink_to(ROOT / "solutions")
    shutil.copytree(ROOT / "data" / "reference", tmp_path / "data" / "reference")
    path = tmp_path / "data" / "reference" / "inception.json"
    recorded = json.loads(path.read_text(encoding="utf-8"))
    recorded.pop("value_seed", None)
    path.write_text(json.dumps(recorded | stands), encoding="utf-8")
    assignment = Course(tmp_path).assignment("inception")
    reference = official_reference(assignment)
    job, _ = job_of(solution_of(assignment), assignment, reference.value_seed)
    assert job.seeds == {question.name: seed for question in assignment.questions}
    again = official_record(assignment, reference.evidence, {}, reference.made_from, reference.value_seed)
    assert again["value_seed"] == seed


def test_every_recording_draws_anew(monkeypatch: pytest.MonkeyPatch, residual: Assignment) -> None:
    drawn: list[int] = []
    monkeypatch.setattr(record, "write_reference", lambda *_: [])
    monkeypatch.setattr(record, "solution_evidence", lambda _, engine, seed: drawn.append(seed))
    for _ in range(3):
        record.record(residual, None)  # type: ignore[arg-type]
    assert len(set(drawn)) == 3


def test_changed_case_needs_recording(residual: Assignment) -> None:
    first = residual.questions[0]
    changed = replace(first, cases=(replace(first.cases[0], args={"filters": 3}), *first.cases[1:]))
    with pytest.raises(CourseError, match="autograder record"):
        refresh(replace(residual, questions=(changed, *residual.questions[1:])))
