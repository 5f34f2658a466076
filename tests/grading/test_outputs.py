"""Outputs that came back are shown as text and pictures, up to a limit, and nothing else of them is kept."""

import json

import nbformat
import pytest

from autograder.grading.outputs import safe_outputs as read_outputs

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="


def safe_outputs(cells: dict, max_bytes: int) -> dict:
    return read_outputs({index: json.dumps(outputs).encode() for index, outputs in cells.items()}, max_bytes)


OUTPUTS = {
    "text": ({"output_type": "stream", "name": "stdout", "text": "a\x00b\ud800"}, "a\ufffdb\ufffd"),
    "colour": ({"output_type": "stream", "name": "stderr", "text": "\x1b[31mred"}, "\x1b[31mred"),
    "result": ({"output_type": "execute_result", "data": {"text/plain": "42"}}, "42"),
    "picture": ({"output_type": "display_data", "data": {"image/png": PIXEL + "\n"}}, PIXEL),
    "error": ({"output_type": "error", "ename": "E", "evalue": "v", "traceback": ["line"]}, "line"),
}


@pytest.mark.parametrize(("output", "part"), OUTPUTS.values(), ids=OUTPUTS)
def test_output_is_kept(output: dict, part: str) -> None:
    kept = safe_outputs({0: [output]}, 10_000)[0]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1", outputs=kept)])
    nbformat.validate(notebook)
    nbformat.writes(notebook).encode()
    assert part in _texts(kept[0])


def _texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for item in value.values() for text in _texts(item)]
    return [text for item in value for text in _texts(item)] if isinstance(value, list) else [str(value)]


FORGED = {
    "HTML": {"output_type": "display_data", "data": {"text/html": "steal()", "application/javascript": "steal()"}},
    "SVG": {"output_type": "display_data", "data": {"image/svg+xml": "<svg onload=steal()>"}},
    "not a picture": {"output_type": "display_data", "data": {"image/png": '"><script>steal()</script>'}},
    "another picture": {"output_type": "display_data", "data": {"image/png": "c3RlYWwoKQ=="}},
    "size": {"output_type": "display_data", "data": {}, "metadata": {"image/png": {"width": "steal()"}}},
    "stream's name": {"output_type": "stream", "name": "steal()", "text": "a"},
    "kind": {"output_type": "steal()"},
    "count": {"output_type": "execute_result", "data": {}, "execution_count": "steal()"},
    "nothing": None,
    "text": "steal()",
    "list": ["steal()"],
    "types": {"output_type": "error", "ename": ["steal()"], "evalue": 3, "traceback": "steal()"},
}


@pytest.mark.parametrize("output", FORGED.values(), ids=FORGED)
def test_forged_output_is_not_shown(output: object) -> None:
    kept = safe_outputs({0: [output]}, 10_000)[0]
    assert "steal()" not in str(kept) and "c3RlYWwoKQ" not in str(kept)
    nbformat.validate(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1", outputs=kept)]))


def test_outputs_are_kept_up_to_a_limit() -> None:
    line = {"output_type": "stream", "name": "stdout", "text": "x" * 100}
    kept = safe_outputs({0: [line] * 3, 1: [line] * 3, 2: [line]}, 450)
    assert [len(outputs) for outputs in kept.values()] == [3, 2, 1]
    assert "not shown" in kept[1][-1]["text"] and "not shown" in kept[2][-1]["text"]
    assert len(safe_outputs({0: [{**line, "text": ""}] * 10_000}, 450)[0]) <= 501
    assert "\x1b" not in safe_outputs({0: [{**line, "text": "\x1b[31ma" * 5000}]}, 10**6)[0][0]["text"]


@pytest.mark.parametrize("data", [b"", b"[", b"{}", b"7", b"\xff", b"[" * 100_000, b"[" * 100_000 + b"]" * 100_000])
def test_what_is_no_list_of_outputs_is_not_shown(data: bytes) -> None:
    assert read_outputs({0: data}, 10_000) == {0: []}
