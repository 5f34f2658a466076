"""A declaration that changed in words alone is recorded without running anything."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.errors import CourseError
from autograder.instructor.authoring.reference_files import refresh
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


def test_changed_case_needs_recording(residual: Assignment) -> None:
    first = residual.questions[0]
    changed = replace(first, cases=(replace(first.cases[0], args={"filters": 3}), *first.cases[1:]))
    with pytest.raises(CourseError, match="autograder record"):
        refresh(replace(residual, questions=(changed, *residual.questions[1:])))
