"""The student's `check`: a table where they work, points where nbgrader reads, and only public numbers behind it."""

import shutil
from pathlib import Path

import keras
import pytest
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import run_kernel

import autograder.judging.reference
import autograder.paths
from autograder.errors import CourseError
from autograder.instructor.authoring.sample_answers import sample_answer
from autograder.judging.reference import PublicReference, public_assignments
from autograder.networks.settings import course_settings
from autograder.paths import public_folder
from autograder.student.check import check, find_question
from support.courses import COURSE


def identity_block(x, filters):
    """Right, with the ReLU before the addition: loses outputs."""
    y = keras.layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    y = keras.layers.ReLU()(keras.layers.BatchNormalization()(y))
    y = keras.layers.Conv2D(filters, 3, padding="same", use_bias=False)(y)
    y = keras.layers.ReLU()(keras.layers.BatchNormalization()(y))
    return keras.layers.Add()([x, y])


def test_text_names_every_criterion_with_its_points() -> None:
    lines = repr(check(identity_block)).splitlines()
    assert lines[0] == "identity_block: 8 of 12 points"
    assert sum(line.strip().startswith(("✓ passed", "✗ failed", "– not run")) for line in lines) == 6
    assert any("✗ failed" in line and "0/4" in line for line in lines)


def test_in_a_notebook_the_text_is_the_points(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("autograder.student.check._in_notebook", lambda: True)
    bundle = check(identity_block)._repr_mimebundle_()
    assert bundle["text/plain"] == "8.0"
    html = bundle["text/html"]
    assert html.count("<tr") == 7 and html.count('scope="col"') == 5
    assert "<script" not in html and "class=" not in html


@pytest.mark.parametrize("policy", ["mixed_float16", "mixed_bfloat16", "float64"])
@pytest.mark.parametrize("written", ["add_layer", "nested_model", "nested_sequential", "layer_subclass_init"])
def test_types_that_the_notebook_computes_in_are_free(policy: str, written: str, functions) -> None:
    answer = sample_answer(COURSE.answers, f"residual/identity_block/right/{written}")
    with course_settings():
        keras.config.set_dtype_policy(policy)
        verdict = check(functions(answer.text)["identity_block"]).verdict
    assert verdict.status == "passed", [line.outcome for line in verdict.criteria]


@pytest.mark.parametrize("policy", ["mixed_float16", "mixed_bfloat16", "float64"])
def test_cast_to_the_type_that_is_computed_in_is_free(policy: str) -> None:
    def identity_block(x, filters):
        x = keras.ops.cast(x, keras.config.dtype_policy().compute_dtype)
        y = keras.layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
        y = keras.layers.ReLU()(keras.layers.BatchNormalization()(y))
        y = keras.layers.Conv2D(filters, 3, padding="same", use_bias=False)(y)
        y = keras.layers.ReLU()(keras.layers.BatchNormalization()(y) + x)
        return keras.ops.cast(y, "float32")

    with course_settings():
        keras.config.set_dtype_policy(policy)
        assert check(identity_block).verdict.status == "passed"


def test_models_that_a_function_is_checked_with_are_channels_last(functions) -> None:
    answer = functions(sample_answer(COURSE.answers, "analysis/count_parameters/right/textbook").text)
    with course_settings():
        keras.config.set_image_data_format("channels_first")
        assert check(answer["count_parameters"]).verdict.status == "passed"
        assert keras.config.image_data_format() == "channels_first"


def test_loop_over_a_large_array_costs_what_it_is_too_slow_for(functions) -> None:
    answer = functions(sample_answer(COURSE.answers, "one_by_one/conv1x1/wrong/four_loops").text)
    result = check(answer["conv1x1"])
    assert result.verdict.points == 7 and "not a loop" in repr(result)


def test_question_may_be_named() -> None:
    assert check(lambda x, filters: x, question="identity_block").verdict.question == "identity_block"


def test_unknown_question_lists_the_known_ones() -> None:
    with pytest.raises(CourseError, match="identity_block, projection_block"):
        check(lambda x: x)


def test_unanswered_stub_is_not_attempted() -> None:
    def resnet(depth):
        raise NotImplementedError

    verdict = check(resnet).verdict
    assert (verdict.status, verdict.points) == ("not attempted", 0)


def test_error_in_the_answer_points_to_its_line() -> None:
    def identity_block(x, filters):
        return keras.layers.Conv2D(filters, 3)(x) + nothing  # noqa: F821

    message = check(identity_block).verdict.criteria[0].outcome.message
    assert "NameError" in message and "+ nothing" in message


def test_student_text_is_escaped() -> None:
    def identity_block(x, filters):
        raise ValueError("<script>alert(1)</script>")

    assert "<script" not in check(identity_block)._repr_html_()


def test_only_the_public_file_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed = tmp_path / "site-packages" / "autograder"
    shutil.copytree(public_folder(), installed / "public")
    monkeypatch.setattr(autograder.paths, "PACKAGE", installed)
    public_assignments.cache_clear()
    try:
        assert public_folder() == installed / "public"
        assert check(identity_block).verdict.points == 8
    finally:
        public_assignments.cache_clear()


def test_find_question_has_a_reference() -> None:
    question, reference = find_question("resnet")
    assert isinstance(reference, PublicReference)
    assert reference.answers(question, question.cases[0])[0].size().trainable == 25_557_032


LONG = """
import keras
from autograder import check
def vgg(depth, input_shape=(224, 224, 3), classes=1000):
    print("building")
    x = keras.Input(input_shape)
    return keras.Model(x, keras.layers.Dense(classes, "softmax")(keras.layers.GlobalAveragePooling2D()(x)))
"""


@pytest.mark.slow
def test_long_check_says_what_it_does_and_leaves_the_result_alone() -> None:
    with run_kernel(kernel_name="python3") as client:
        run_cell(client, LONG, asked=True)
        by_hand = run_cell(client, "check(vgg)", asked=True)
        graded = run_cell(client, "check(vgg)", asked=False)
        short = run_cell(client, "check(lambda x, filters: x, question='identity_block')", asked=True)
    place = next(content["transient"] for kind, content in by_hand if kind == "display_data")
    updates = [content for kind, content in by_hand if kind == "update_display_data"]
    assert all(content["transient"] == place for content in updates)
    words = [content["data"].get("text/plain") for content in updates]
    assert words == ["vgg: describing what it builds …", "vgg: comparing with the reference …", None]
    assert updates[-1]["data"] == {}
    kinds = [kind for kind, _ in graded]  # a busy kernel sends a stream in pieces
    assert [kind for at, kind in enumerate(kinds) if kinds[at - 1 : at] != [kind]] == ["stream", "execute_result"]
    assert [kind for kind, _ in short] == ["execute_result"]
    for outputs in (by_hand, graded):
        assert outputs[-1][0] == "execute_result"
        assert float(outputs[-1][1]["data"]["text/plain"]) < 20


def run_cell(client: BlockingKernelClient, code: str, asked: bool) -> list[tuple[str, dict]]:
    """What a kernel puts out for a cell, run by hand (`asked` for input it could be) or by a program."""
    outputs: list[tuple[str, dict]] = []

    def note(message: dict) -> None:
        if message["msg_type"] not in ("status", "execute_input"):
            outputs.append((message["msg_type"], message["content"]))

    client.execute_interactive(code, allow_stdin=asked, output_hook=note, timeout=200)
    return outputs
