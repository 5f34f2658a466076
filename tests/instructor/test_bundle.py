"""A bundle is all that a student needs beside the light package."""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from autograder.errors import CourseError
from autograder.instructor.authoring.bundle import bundle
from autograder.paths import PACKAGE, public_folder
from autograder.schema.assignment import Assignment
from autograder.schema.cells import grade_id, nbgrader_settings
from autograder.schema.course import Course
from autograder.schema.published import BESIDE, public_files, read_public
from support.courses import COURSE, ROOT

# What a light installation has not. Whoever imports one of these fails here.
HEAVY = ("click", "nbgrader", "nbformat", "jupytext", "IPython", "matplotlib", "psutil", "pyseccomp")
CHECK = """
import sys
sys.modules.update(dict.fromkeys({heavy}))
import keras
from autograder import check
ours = {{name: set(vars(module)) for name, module in sys.modules.items() if name.startswith("autograder.")}}
posix = {{"fcntl", "grp", "pwd", "resource", "termios"}}  # what Windows has not
assert len(ours) > 20 and not [name for name, uses in ours.items() if uses & posix]
def shrink_channels(x, filters):
    return keras.layers.Conv2D(filters, 1, activation="relu")(x)
result = check(shrink_channels)
print(result.verdict.title, result.verdict.points)
print(check.all("one_by_one"))
check.hint(shrink_channels)
"""


# What the light package and a notebook's kernel have not; the notebooks draw with matplotlib.
BEYOND = ("click", "jupytext", "latex2mathml", "nbconvert", "nbformat", "nbgrader", "nh3", "pyseccomp", "sqlalchemy")
REFUSE = """
import sys
class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {beyond}:
            raise ModuleNotFoundError(name, name=name)
sys.meta_path.insert(0, Refuse())
"""


@pytest.fixture(scope="module")
def bundles(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("bundles")
    return {assignment.id: bundle(assignment, folder) for assignment in COURSE.assignments()}


@pytest.fixture
def light(tmp_path: Path) -> Path:
    """A folder with the package as the light wheel has it."""
    installed = tmp_path / "site-packages" / "autograder"
    shutil.copytree(PACKAGE, installed, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(public_folder(), installed / "public")
    return installed


def test_bundle_holds_release_and_public_reference_and_nothing_else(bundles: dict[str, Path]) -> None:
    for assignment in COURSE.assignments():
        released = ROOT / "assignments" / assignment.id
        files = {path.relative_to(released).as_posix() for path in released.rglob("*") if path.is_file()}
        images = {"fashion_mnist.npz"} if assignment.id == "residual" else set()
        public = {f"{BESIDE}/{name}" for name in {f"{assignment.id}.json", f"{assignment.id}.ipynb", *images}}
        with zipfile.ZipFile(bundles[assignment.id]) as archive:
            assert archive.namelist() == sorted(f"{assignment.id}/{name}" for name in files | public)
            reference = archive.read(f"{assignment.id}/{BESIDE}/{assignment.id}.json")
            notebook = archive.read(f"{assignment.id}/{assignment.id}.ipynb")
        assert reference == (public_folder() / f"{assignment.id}.json").read_bytes()
        assert b"BEGIN SOLUTION" not in notebook


def test_bundle_is_byte_stable_and_says_no_time(residual: Assignment, tmp_path: Path) -> None:
    first = bundle(residual, tmp_path / "a").read_bytes()
    os.utime(ROOT / "assignments" / "residual" / "residual.ipynb")
    assert bundle(residual, tmp_path / "b").read_bytes() == first
    with zipfile.ZipFile(tmp_path / "a" / "residual.zip") as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}


def test_check_works_in_an_unpacked_bundle_with_the_light_package(
    bundles: dict[str, Path], light: Path, tmp_path: Path
) -> None:
    with zipfile.ZipFile(bundles["one_by_one"]) as archive:
        archive.extractall(tmp_path)
    folder = tmp_path / "one_by_one"
    newer = folder / BESIDE / "one_by_one.json"
    data = json.loads(newer.read_text(encoding="utf-8"))
    data["assignment"]["question"][1]["title"] = "Of the bundle"
    newer.write_text(json.dumps(data), encoding="utf-8")
    env = os.environ | {"PYTHONPATH": str(light.parent), "GOING_DEEPER_HOME": str(tmp_path / "home")}
    code = CHECK.format(heavy=HEAVY)
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == "Of the bundle 10"
    assert re.search(r"shrink_channels +10/10  solved", done.stdout) and "hint 1 of 3" in done.stdout


# 12 to 16 s of computing each, so two of ten: the longest, and another on another backend. `inception` and `residual`
# measure gradients with TensorFlow, whatever computes the rest.
@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "backend", "absent"),
    [
        ("residual", "tensorflow", "jax"),
        pytest.param("one_by_one", "jax", "tensorflow", marks=pytest.mark.jax),
    ],
)
def test_solved_notebook_passes_its_checks_with_the_light_package(
    name: str, backend: str, absent: str, bundles: dict[str, Path], light: Path, tmp_path: Path, monkeypatch
) -> None:
    with zipfile.ZipFile(bundles[name]) as archive:
        archive.extractall(tmp_path)
    assignment = COURSE.assignment(name)
    for file in assignment.files:
        shutil.copy(ROOT / "solutions" / name / "handed_in" / file.name, tmp_path / name)
    (light.parent / "sitecustomize.py").write_text(REFUSE.format(beyond=(*BEYOND, absent)))
    solved = nbformat.read(ROOT / "solutions" / name / f"{name}.ipynb", as_version=4)
    answers = {grade_id(cell): cell.source for cell in solved.cells}
    notebook = nbformat.read(tmp_path / name / f"{name}.ipynb", as_version=4)
    for cell in notebook.cells:
        if nbgrader_settings(cell).get("solution"):
            cell.source = answers[grade_id(cell)]
    experiments = [cell for cell in notebook.cells if "experiment" in cell.metadata.get("tags", ())]
    notebook.cells = [cell for cell in notebook.cells if cell not in experiments[:-1]]  # the last is check.all
    environment = {"PYTHONPATH": str(light.parent), "KERAS_BACKEND": backend, "GOING_DEEPER_HOME": str(tmp_path)}
    for key, value in environment.items():
        monkeypatch.setenv(key, value)
    folder = {"metadata": {"path": str(tmp_path / name)}}
    NotebookClient(notebook, timeout=200, kernel_name="python3", resources=folder).execute()
    shown = {grade_id(cell): cell.get("outputs") for cell in notebook.cells}
    for question in assignment.questions:
        assert [output.output_type for output in shown[f"check_{question.name}"]] == ["execute_result"]
        assert float(shown[f"check_{question.name}"][0].data["text/plain"]) == question.points
    assert "90 of 90 points by check" in notebook.cells[-2].outputs[0].data["text/plain"]


def test_reference_beside_the_notebook_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    beside = tmp_path / BESIDE / "residual.json"
    beside.parent.mkdir()
    shutil.copy(public_folder() / "residual.json", beside)
    found = {path.name: path for path in public_files()}
    assert found["residual.json"] == beside
    assert found["ilsvrc.json"].parent == public_folder()


def test_reference_of_another_version_is_told_with_what_to_do(tmp_path: Path) -> None:
    newer = tmp_path / "residual.json"
    data = json.loads((public_folder() / "residual.json").read_text(encoding="utf-8"))
    data["assignment"]["question"][0]["something_new"] = 1
    for content in (json.dumps(data), "{", "[]", "{}"):
        newer.write_text(content, encoding="utf-8")
        with pytest.raises(CourseError, match="Unpack the bundle again"):
            read_public(newer)


def test_official_reference_is_the_courses_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, residual) -> None:
    """A file beside the notebook can't stand in for it: judging reads it from the course's folder."""
    from autograder.judging.reference import official_reference

    monkeypatch.chdir(tmp_path)
    (tmp_path / BESIDE).mkdir()
    (tmp_path / BESIDE / "residual.json").write_text("{}")
    assert Course.here() == residual.course
    assert official_reference(Course.here().assignment("residual")).evidence


@pytest.mark.parametrize("assignment", [it.id for it in COURSE.assignments()])
def test_first_cell_asks_for_what_the_bundle_holds(assignment: str, bundles: dict[str, Path], tmp_path: Path) -> None:
    """On Colab the first cell installs the light package and moves into the unpacked bundle; here Colab is played."""
    notebook = json.loads((ROOT / f"assignments/{assignment}/{assignment}.ipynb").read_text(encoding="utf-8"))
    cell = next("".join(it["source"]) for it in notebook["cells"] if it["cell_type"] == "code")
    start, end = cell.index("if "), cell.index("import keras")
    content = str(tmp_path / "content")
    shutil.copytree(bundles[assignment].parent, content)
    asked: list[tuple[str, str]] = []

    class Shell:
        def run_line_magic(self, *words: str) -> None:
            asked.append(words)

    before = Path.cwd()
    names = {"os": os, "shutil": shutil, "get_ipython": Shell}
    try:
        exec(cell[start:end].replace("/content", content), names | {"sys": sys})
        assert asked == [] and Path.cwd() == before
        colab = type("sys", (), {"modules": {"google.colab": None}})
        exec(cell[start:end].replace("/content", content), names | {"sys": colab})
        assert asked == [("pip", "install --quiet going-deeper")]
        reads = re.findall(r'"(data/[\w/]+\.\w+)"', json.dumps(notebook).replace("\\", ""))
        assert all(Path(name).exists() for name in reads)
        assert bool(reads) <= (Path.cwd() != before)
    finally:
        os.chdir(before)
