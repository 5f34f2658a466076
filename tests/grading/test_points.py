"""Points stand in assignment.toml alone: everything else follows, or says what has to be made anew."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner
from nbgrader.api import Gradebook

from autograder.cli.app import cli
from autograder.errors import CourseError
from autograder.grading.points import declared_points, released_points
from autograder.instructor.authoring.demo import answer_notebook
from autograder.instructor.authoring.record import record
from autograder.instructor.authoring.release import notebook_of, release, write_notebook
from autograder.instructor.authoring.sample_answers import sample_answer
from autograder.judging.reference import official_reference, require_current
from autograder.sandbox.engine import Engine
from autograder.schema.assignment import Assignment, read_assignment
from autograder.schema.course import Course
from autograder.schema.published import read_public
from support.classes import graded
from support.courses import COURSE, copy_course, submitted, within
from support.gradebooks import scores

# nbgrader adds a submission while SQLAlchemy flushes
pytestmark = pytest.mark.filterwarnings("ignore:Object of type:sqlalchemy.exc.SAWarning")
ID = "one_by_one"
TOML, SOURCE = f"solutions/{ID}/assignment.toml", f"solutions/{ID}/{ID}.py"
POINTS = "builds = 1, outputs = 4, arguments = 3 }"  # of conv_multiplications, as of bottleneck_multiplications


def change(course: Path, file: str, old: str, new: str) -> None:
    path = course / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def declared(course: Path) -> Assignment:
    return Course(course).assignment(ID)


def gradebook_of(course: Path) -> str:
    return f"sqlite:///{course / 'gradebook.db'}"


def test_changed_points_reach_notebook_table_gradebook_and_every_grade(counting_class: Path, engine: Engine) -> None:
    answer = sample_answer(COURSE.answers, f"{ID}/conv_multiplications/right/tensordot_numpy_numbers")
    write_notebook(answer_notebook(COURSE.assignment(ID), [answer]), submitted(counting_class, "right", ID))
    before, said = graded(counting_class, ID, engine)
    assert said == []
    change(counting_class, TOML, POINTS, "builds = 1, outputs = 4, arguments = 5 }")
    change(counting_class, TOML, "explain_one_by_one = 10", "explain_one_by_one = 8.5")
    change(counting_class, SOURCE, "# - 4 · ", "# - 2.5 · ")
    with within(counting_class):
        assert CliRunner().invoke(cli, ["release", ID]).exit_code == 0
    known, _ = read_public(Course(counting_class).public_reference(ID))
    assert known.question("conv_multiplications").points == 10
    notebook = nbformat.read(counting_class / "assignments" / ID / f"{ID}.ipynb", as_version=4)
    points = declared_points(declared(counting_class))
    assert points["check_conv_multiplications"] == 10 and released_points(notebook) == points
    prose = "\n".join(cell.source for cell in notebook.cells)
    assert "what a convolution costs | 10 |" in prose and "what a window of one pixel is good for | 8.5 |" in prose
    assert "(8.5 points)" in prose and "{{" not in prose

    after, said = graded(counting_class, ID, engine)
    assert "check_conv_multiplications has 8 points, not 10" in said[0] and len(said) == 1
    with Gradebook(gradebook_of(counting_class)) as book:
        cells = book.find_notebook(ID, ID).grade_cells
        assert {cell.name: cell.max_score for cell in cells} == points
    assert {student: row.points for student, row in after.items()} == scores(gradebook_of(counting_class), ID)
    gained = {student: row.points - before[student].points for student, row in after.items()}
    assert gained == {student: 2 if student == "right" else 0 for student in before}


def test_every_point_of_the_course_is_a_mark_in_its_source(tmp_path: Path) -> None:
    """Odd points for everything show up wherever students read points."""
    for assignment in Course(copy_course(tmp_path, "answers", "*.npz")).assignments():
        odd = [
            replace(question, criteria={**question.criteria, "builds": at + 100.25})
            for at, question in enumerate(assignment.questions)
        ]
        changed = replace(assignment, questions=tuple(odd))
        notebook = notebook_of(changed)
        prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
        table = dict(re.findall(r"^\| `(\w+)` \| [^|]+ \| ([0-9.]+) \|", prose, re.MULTILINE))
        assert {name: float(worth) for name, worth in table.items()} == {it.name: it.points for it in odd}
        assert released_points(notebook) == declared_points(changed)


UNRELEASED = {
    "points": (
        TOML,
        POINTS,
        "builds = 1, outputs = 4, arguments = 5 }",
        "check_conv_multiplications has 8 points, not 10",
    ),
    "of a written question": (TOML, "one_by_one = 10", "one_by_one = 12", "explain_one_by_one has 10 points, not 12"),
}


@pytest.mark.parametrize(("file", "old", "new", "words"), UNRELEASED.values(), ids=UNRELEASED)
def test_notebook_with_other_points_is_refused(counting_class: Path, engine: Engine, file, old, new, words) -> None:
    change(counting_class, file, old, new)
    with pytest.raises(CourseError, match=f"{words}.*Run `autograder release {ID}`"):
        graded(counting_class, ID, engine)
    assert not (counting_class / "gradebook.db").exists()


def test_reference_of_another_solution_is_refused(counting_class: Path, engine: Engine) -> None:
    graded(counting_class, ID, engine)
    change(counting_class, SOURCE, "kernel_size * kernel_size * in_channels", "kernel_size**2 * in_channels")
    with pytest.raises(CourseError, match=f"not recorded from its solution.*Run `autograder record {ID}`"):
        graded(counting_class, ID, engine)
    release(declared(counting_class))
    record(declared(counting_class), engine)
    assert graded(counting_class, ID, engine)[0].keys() == scores(gradebook_of(counting_class), ID).keys()


KEPT: dict[str, tuple[str, str, str]] = {
    "words of a case": (TOML, 'about = "', 'about = "once more '),
    "points": (TOML, POINTS, "builds = 1, outputs = 4, arguments = 5 }"),
    "prose": (SOURCE, "Take about 90 minutes", "Take your time"),
    "experiment": (SOURCE, '# %% tags=["experiment"]\n', '# %% tags=["experiment"]\nprint()\n'),
}
OLD: dict[str, tuple[str, str, str]] = {
    "code beside the answers": (SOURCE, "# %%\n", "# %%\nimport math\n"),
    "answer": (SOURCE, "kernel_size * kernel_size * in_channels", "kernel_size**2 * in_channels"),
    "argument of a case": (TOML, "[[question.case]]\n", "[[question.case]]\nrun_at = [8, 8, 3]\n"),
    "sentence of a mistake": (TOML, 'says = "', 'says = "Look: '),
}


@pytest.mark.parametrize(("file", "old", "new"), [*KEPT.values(), *OLD.values()], ids=[*KEPT, *OLD])
def test_reference_is_out_of_date_by_what_was_recorded(tmp_path: Path, file: str, old: str, new: str) -> None:
    copy_course(tmp_path, "answers", "*.npz", "photographs")
    reference = official_reference(COURSE.assignment(ID))
    require_current(declared(tmp_path), reference)
    change(tmp_path, file, old, new)
    if (file, old, new) in KEPT.values():
        require_current(declared(tmp_path), reference)
    else:
        with pytest.raises(CourseError, match="autograder record"):
            require_current(declared(tmp_path), reference)


def test_gradebook_with_other_points_follows_and_says_so(counting_class: Path, engine: Engine) -> None:
    rows, _ = graded(counting_class, ID, engine)
    with Gradebook(gradebook_of(counting_class)) as book:
        book.find_grade_cell("check_conv1x1", ID, ID).max_score = 99
        book.db.commit()
    again, said = graded(counting_class, ID, engine)
    assert again == rows and "check_conv1x1 has 99 points, not 10" in said[0]
    with Gradebook(gradebook_of(counting_class)) as book:
        assert book.find_grade_cell("check_conv1x1", ID, ID).max_score == 10


CHECKED = '"grade_id": "check_conv1x1", '
SPOILED: dict[str, tuple[str, str, str, str]] = {
    "mark of no question": (SOURCE, "{{points conv1x1}}", "{{points conv}}", r"line 24.*no question 'conv'.*conv1x1"),
    "points in a cell": (SOURCE, CHECKED, f'{CHECKED}"points": 7, ', "check_conv1x1 has 7 points, not 10"),
    "rubric": (TOML, "one_by_one = 10", "one_by_one = 11", "rubric, explain_one_by_one has 10 points, not 11"),
    "written question that is not declared": (TOML, "explain_one_by_one = 10", "", "line 32.*'explain_one_by_one'"),
    "cell of no question": (SOURCE, CHECKED, '"grade_id": "check_conv", ', "earns points: check_conv, check_conv1x1"),
    "question without a cell": (TOML, "explain_one_by_one", "explain_it = 1\nexplain_one_by_one", "points: explain_it"),
}


@pytest.mark.parametrize(("file", "old", "new", "words"), SPOILED.values(), ids=SPOILED)
def test_source_that_says_something_else_is_not_released(tmp_path: Path, file, old, new, words) -> None:
    copy_course(tmp_path, "answers", "*.npz", "photographs")
    change(tmp_path, file, old, new)
    with pytest.raises(CourseError, match=words):
        release(declared(tmp_path))


BAD: dict[str, Callable[[str], str]] = {
    "[written]": lambda text: text.replace("explain_one_by_one = 10", 'explain_one_by_one = "ten"'),
    "criteria": lambda text: text.replace(POINTS, "builds = true, outputs = 4, arguments = 3 }", 1),
    "below 0": lambda text: text.replace("explain_one_by_one = 10", "explain_one_by_one = -1"),
}


@pytest.mark.parametrize("edit", BAD.values(), ids=BAD)
def test_points_that_are_none_are_refused(tmp_path: Path, edit: Callable[[str], str]) -> None:
    path = tmp_path / "assignment.toml"
    path.write_text(edit((COURSE.root / TOML).read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(CourseError, match="Points are a number"):
        read_assignment(path)
