"""What came back as a cell's outputs in, outputs that can be shown to anyone out.

A student's code sits beside the process that sends them, so they may be anything. Text and pictures are kept; nothing
that a browser would run or fetch.
"""

import base64
import binascii
from typing import Any

import nbformat

from autograder.text import clean_coloured

PICTURES = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}  # how such a file begins
STREAMS = ("stdout", "stderr")


def safe_outputs(outputs: list[Any]) -> list[Any]:
    """Outputs in the notebook format; what is of no known kind is dropped."""
    found = (_safe(output) for output in outputs)
    return [nbformat.from_dict(output) for output in found if output]


def _safe(output: Any) -> dict[str, Any] | None:
    match output:
        case {"output_type": "stream", "name": str(name), "text": str(text)} if name in STREAMS:
            return {"output_type": "stream", "name": name, "text": clean_coloured(text)}
        case {"output_type": "error", "ename": str(name), "evalue": str(value), "traceback": list(lines)}:
            kept = [clean_coloured(line) for line in lines if isinstance(line, str)]
            return {
                "output_type": "error",
                "ename": clean_coloured(name),
                "evalue": clean_coloured(value),
                "traceback": kept,
            }
        case {"output_type": "display_data", "data": dict(data)}:
            return {"output_type": "display_data", "data": _data(data), "metadata": {}}
        case {"output_type": "execute_result", "data": dict(data)}:
            return {"output_type": "execute_result", "data": _data(data), "metadata": {}, "execution_count": None}
    return None


def _data(data: dict[Any, Any]) -> dict[str, str]:
    kept = {"text/plain": clean_coloured(data["text/plain"])} if isinstance(data.get("text/plain"), str) else {}
    for kind, start in PICTURES.items():
        try:
            picture = base64.b64decode("".join(str(data.get(kind, "")).split()), validate=True)
        except (binascii.Error, ValueError):
            continue
        if picture.startswith(start):
            kept[kind] = base64.b64encode(picture).decode()
    return kept
