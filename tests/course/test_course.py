"""The course that is in the repository is sound, and what would make it unsound is noticed."""

from pathlib import Path

import pytest

from autograder.instructor.authoring.release import build
from autograder.instructor.authoring.verify import verify
from autograder.networks.canonical import decode_graph
from autograder.networks.size import measure
from autograder.paths import kit_files
from autograder.schema.assignment import Assignment
from autograder.schema.course import Course
from autograder.schema.evidence import Built
from support.courses import COURSE, copy_course

# Exact figures: He et al. (2015) built in Keras; total and trainable parameters.
FIGURES = {
    ("identity_block", "printed"): (74_240, 73_984),
    ("projection_block", "printed"): (230_912, 230_144),
    ("bottleneck_block", "printed"): (381_952, 379_392),
    ("bottleneck_block", "identity"): (71_168, 70_400),
    ("bottleneck_block", "first"): (76_288, 75_008),
    ("resnet", "depth_18"): (11_699_112, 11_689_512),
    ("resnet", "depth_34"): (21_814_696, 21_797_672),
    ("resnet", "printed"): (25_610_152, 25_557_032),
    ("resnet", "depth_101"): (44_654_504, 44_549_160),
    ("resnet", "depth_152"): (60_344_232, 60_192_808),
}


@pytest.mark.parametrize(("question", "case"), FIGURES, ids="/".join)
def test_reference_has_the_papers_figures(question: str, case: str, official) -> None:
    observation = official.evidence[question].observations[case]
    assert isinstance(observation, Built)
    size = measure(decode_graph(observation.graph))
    assert (size.trainable + size.non_trainable, size.trainable) == FIGURES[question, case]


@pytest.mark.parametrize(
    "assignment",
    [
        pytest.param(it, id=it.id, marks=() if it.id == "one_by_one" else pytest.mark.slow)
        for it in COURSE.assignments()
    ],
)
def test_course_is_sound(assignment: Assignment, engine) -> None:
    claims = list(verify([assignment], engine))
    assert sum(claim.text.startswith(f"{assignment.id}: ") for claim in claims) >= 5
    assert [claim for claim in claims if not claim.holds] == []


@pytest.fixture
def copy_of_the_course(tmp_path: Path) -> Course:
    return Course(copy_course(tmp_path, "answers"))


def residual_of(course: Course) -> list[Assignment]:
    return [course.assignment("residual")]


SPOILED = {
    "stale notebook": ("solutions/residual/residual.py", "Take 90 to 120 minutes", "Take an hour", "current"),
    "leak": (
        "assignments/residual/residual.ipynb",
        "You need no GPU",
        "residual = keras.layers.ReLU()(residual)",
        "away",
    ),
    "points": ("solutions/residual/assignment.toml", "builds = 1,", "builds = 2,", "points agree"),
    "case without reference": ("solutions/residual/assignment.toml", '"narrower"', '"other"', "reference is recorded"),
}


@pytest.mark.parametrize(("file", "old", "new", "words"), SPOILED.values(), ids=SPOILED)
def test_what_spoils_the_course_is_found(copy_of_the_course: Course, engine, file, old, new, words) -> None:
    path = copy_of_the_course.root / file
    assert old in path.read_text(encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    claim = next(claim for claim in verify(residual_of(copy_of_the_course), engine) if words in claim.text)
    assert not claim.holds and claim.detail


def test_stray_file_in_a_release_is_found(copy_of_the_course: Course, engine) -> None:
    (copy_of_the_course.root / "assignments/residual/assignment.toml").write_text("")
    claim = next(claim for claim in verify(residual_of(copy_of_the_course), engine) if "stray" in claim.text)
    assert not claim.holds and "assignment.toml" in claim.detail


def test_release_is_byte_stable(residual: Assignment, tmp_path: Path) -> None:
    made = [[path.read_bytes() for path in build(residual, _folder(tmp_path / name))] for name in ("a", "b")]
    assert made[0] == made[1]


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


def test_questions_are_unique_in_the_course() -> None:
    names = [question.name for assignment in COURSE.assignments() for question in assignment.questions]
    assert len(set(names)) == len(names)


def test_no_module_grows_long() -> None:
    lengths = {path: len(path.read_text().splitlines()) for path in kit_files()}
    assert len(lengths) > 100 and {path for path, lines in lengths.items() if lines > 300} == set()
