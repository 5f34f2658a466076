"""Copied code is found whatever is renamed in it; what was released, and answers written apart, are not."""

import itertools
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner

from autograder.cli.app import cli
from autograder.grading.session import released
from autograder.instructor.authoring.demo import answer_notebook
from autograder.instructor.authoring.release import write_notebook
from autograder.instructor.authoring.sample_answers import sample_answer, sample_answers
from autograder.instructor.reports.similar import own_code, similar_pairs, similarity_page
from autograder.schema.assignment import Assignment
from support.courses import COURSE, submitted

CODE = sample_answer(COURSE.answers, "residual/identity_block/right/add_layer").code
RENAMED = "\n".join(f"{line}  # mine" for line in CODE.replace("filters", "n").replace("shortcut", "s").splitlines())
APART = sample_answer(COURSE.answers, "residual/bottleneck_block/right/layer_subclass_build").code


def test_copied_code_is_found_under_other_names() -> None:
    pairs = similar_pairs({"ada": CODE, "bob": RENAMED, "cleo": APART}, "", 0.8)
    assert [(pair.first, pair.second) for pair in pairs] == [("ada", "bob")]
    first, second = pairs[0].texts
    assert "".join(text for text, _ in first) == CODE and "".join(text for text, _ in second) == RENAMED
    assert sum(len(text) for text, alike in first if alike) > 0.7 * len(CODE)


def test_a_part_that_was_copied_is_enough() -> None:
    more = "\n".join(
        f"def helper_{n}(values):\n    return [v * {n} for v in values if v % {n + 2}]\n" for n in range(30)
    )
    (pair,) = similar_pairs({"ada": CODE, "bob": CODE + more}, "")
    assert pair.similarity > 0.9


def test_released_code_counts_for_nothing() -> None:
    assert similar_pairs({"ada": CODE, "bob": CODE}, CODE) == []
    assert similar_pairs({"ada": "", "bob": "x = 1", "cleo": "("}, CODE) == []


def test_what_most_of_a_class_have_is_the_tasks() -> None:
    class_of = {f"student{number}": CODE for number in range(12)}
    assert similar_pairs(class_of, "") == []
    others = {it.full_name: it.code for it in sample_answers(COURSE.answers, "analysis/*/right/*")[:11]}
    assert len(others) == 11
    pairs = similar_pairs(others | {"ada": CODE, "bob": RENAMED}, "", 0.8)
    assert [(pair.first, pair.second) for pair in pairs] == [("ada", "bob")]


def test_little_code_is_like_nobodys() -> None:
    little = "def f(a, b):\n    return [a + 1, b + 2, a * b]"
    assert similar_pairs({"ada": little, "bob": little}, "") == []


def test_answers_written_apart_are_mostly_below_the_limit() -> None:
    """Of all the collection's right answers: variants of each other are among them."""
    for folder in ("one_by_one", "inception", "analysis"):
        codes = {it.full_name: it.code for it in sample_answers(COURSE.answers, f"{folder}/*/right/*")}
        alike = similar_pairs(codes, "", 0.8)
        assert len(codes) > 10 and len(alike) <= len(codes) / 20, [(pair.first, pair.second) for pair in alike]


def test_page_marks_what_is_alike_and_runs_nothing() -> None:
    hostile = CODE + "\n# </pre><script>alert(1)</script>"
    page = similarity_page("Blocks", similar_pairs({"<b>ada": hostile, "bob": hostile}, ""), 2, 0.8)
    assert "<script" not in page and "<b>ada" not in page and "&lt;script&gt;" in page
    assert "<mark>" in page and "not proof" in page


@pytest.fixture
def handed_in(tmp_path: Path, residual: Assignment) -> Path:
    for student, answer in {
        "ada": "identity_block/right/add_layer",
        "bob": "identity_block/right/add_layer",
        "cleo": "bottleneck_block/right/layer_subclass_build",
    }.items():
        path = submitted(tmp_path, student, "residual")
        write_notebook(answer_notebook(residual, [sample_answer(COURSE.answers, f"residual/{answer}")]), path)
    submitted(tmp_path, "dan", "residual").write_text("cut off {")
    return tmp_path


def test_only_what_students_wrote_is_compared(handed_in: Path, residual: Assignment) -> None:
    release = released(residual)
    code = own_code(handed_in / "submitted" / "ada" / "residual" / "residual.ipynb", residual, release)
    given = {cell.source for cell in release.cells if isinstance(cell, nbformat.NotebookNode)}
    assert "def identity_block" in code and not any(text in code for text in given if len(text) > 200)


def test_command_names_the_pair_and_writes_the_page(handed_in: Path) -> None:
    done = CliRunner().invoke(cli, ["similar", "residual", "--under", str(handed_in)])
    assert done.exit_code == 0, done.output
    assert "ada" in done.output and "bob" in done.output and "cleo" not in done.output and "not proof" in done.output
    assert "ada and bob" in (handed_in / "reports" / "residual-similar.html").read_text(encoding="utf-8")


def test_pairs_are_in_order_and_each_once() -> None:
    codes = dict.fromkeys("dbca", CODE)
    pairs = [(pair.first, pair.second) for pair in similar_pairs(codes, "")]
    assert pairs == list(itertools.combinations("abcd", 2))
