"""The course that is in the repository is sound, and what would make it unsound is noticed."""

import ast
import shutil
from pathlib import Path

import pytest
from conftest import ROOT

import autograder.assignment
from autograder.assignment import Assignment, declared_assignments, parse_assignment, read_assignment
from autograder.canonical import decode_graph
from autograder.errors import CourseError
from autograder.evidence import Built
from autograder.release import build
from autograder.shapes import measure
from autograder.verify import verify

# Exact figures: He et al. (2015) built in Keras; total and trainable parameters.
FIGURES = {
    ("identity_block", "printed"): (74_240, 73_984),
    ("projection_block", "printed"): (230_912, None),
    ("bottleneck_block", "printed"): (381_952, None),
    ("bottleneck_block", "identity"): (71_168, None),
    ("bottleneck_block", "first"): (76_288, None),
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
    total, trainable = FIGURES[question, case]
    assert size.trainable + size.non_trainable == total
    assert trainable is None or size.trainable == trainable


def test_course_is_sound(engine) -> None:
    findings = list(verify([assignment.id for assignment in declared_assignments()], engine))
    assert len(findings) >= 7
    assert [finding for finding in findings if not finding.good] == []


@pytest.fixture
def copy_of_the_course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for folder in ("solutions", "assignments", "data"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("answers"))
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    monkeypatch.chdir(tmp_path)
    autograder.assignment.course_root.cache_clear()
    yield tmp_path
    autograder.assignment.course_root.cache_clear()


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


@pytest.mark.parametrize(("file", "old", "new", "claim"), SPOILED.values(), ids=SPOILED)
def test_what_spoils_the_course_is_found(copy_of_the_course: Path, engine, file, old, new, claim) -> None:
    path = copy_of_the_course / file
    assert old in path.read_text(encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    finding = next(finding for finding in verify(["residual"], engine) if claim in finding.claim)
    assert not finding.good and finding.detail


def test_stray_file_in_a_release_is_found(copy_of_the_course: Path, engine) -> None:
    (copy_of_the_course / "assignments/residual/assignment.toml").write_text("")
    finding = next(finding for finding in verify(["residual"], engine) if "stray" in finding.claim)
    assert not finding.good and "assignment.toml" in finding.detail


def test_release_is_byte_stable(tmp_path: Path) -> None:
    made = [[path.read_bytes() for path in build("residual", _folder(tmp_path / name))] for name in ("a", "b")]
    assert made[0] == made[1]


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


BAD_DECLARATIONS = {
    "unknown key": {"id": "a", "title": "A", "question": [{"name": "f", "points": 3}]},
    "no id": {"title": "A"},
    "unknown limit": {"id": "a", "title": "A", "limits": {"seconds": 3}},
    "unknown kind": {"id": "a", "title": "A", "question": [{"name": "f", "kind": "x", "title": "F", "criteria": {}}]},
    "no case": {"id": "a", "title": "A", "question": [{"name": "f", "kind": "block", "title": "F", "criteria": {}}]},
}


@pytest.mark.parametrize("data", BAD_DECLARATIONS.values(), ids=BAD_DECLARATIONS)
def test_declaration_that_makes_no_sense_is_refused(data: dict) -> None:
    with pytest.raises(CourseError, match="here"):
        parse_assignment(data, "here")


def test_missing_declaration_is_named(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match=r"nothing\.toml"):
        read_assignment(tmp_path / "nothing.toml")


def test_questions_are_unique_in_the_course() -> None:
    names = [question.name for assignment in declared_assignments() for question in assignment.questions]
    assert len(set(names)) == len(names)


ORDER = """
errors text vocabulary tolerances randomness startup figures assignment published progress own_work submit hints
course_map evidence tensorflow_calls devices restraints weightless inlining trace supplied charts probe graph
canonical shapes grouping cutting architecture draft mutations roles mutations_of_layers mutations_of_blocks
mutations_of_shortcuts mutations_of_networks mutations_of_ends mutations_of_stacks mutations_of_modules folding
drawing fingerprint pretrained accuracy answers criteria diagnosis comparison reference mistakes misuse slips
explanation judge proof recording spread display summary stages checking jobs snapshot sandbox isolation memory worker
zygote warm engine ingest outputs grading rechecking board watch_screen pages collect course nbgrader_plugin release
bundle record journal cluster results spreadsheet item_statistics report_charts report similar roster grader_archive
export_csv export_canvas export_moodle export_gradescope export_classroom50 export grade batch sample_answers demo
verify doctor
terminal runs opening watch cli_options cli_study cli_class cli_course cli
""".split()


def test_imports_point_one_way() -> None:
    """Each module imports only from modules before it on the way of a submission."""
    modules = {path.stem for path in (ROOT / "autograder").glob("*.py")} - {"__init__", "__main__"}
    assert modules == set(ORDER)
    for position, module in enumerate(ORDER):
        tree = ast.parse((ROOT / "autograder" / f"{module}.py").read_text(encoding="utf-8"))
        for node in tree.body:
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("autograder."):
                assert node.module.split(".")[1] in ORDER[:position], f"{module} imports {node.module}"


def test_no_module_grows_long() -> None:
    long = {path.name: len(path.read_text().splitlines()) for path in (ROOT / "autograder").glob("*.py")}
    assert {name for name, lines in long.items() if lines > 330} == set()


def test_assignment_lists_its_questions_when_asked_for_another(residual: Assignment) -> None:
    with pytest.raises(CourseError, match="identity_block"):
        residual.question("nothing")
